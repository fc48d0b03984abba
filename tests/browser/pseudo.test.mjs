// The pages in two languages that nobody speaks: every word comes from the content and stands in the
// language that it is marked as, and words that are 40 % longer, or run the other way, have room.

import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { newContext } from './browser.mjs';
import { sideways } from './layout.mjs';
import { PSEUDO, writePseudoContent } from './pseudo.mjs';
import { root } from './site.mjs';
import { none, openBrowser, openSite } from './suite.mjs';

const folder = await mkdtemp(join(tmpdir(), 'patient-center-pseudo-'));
after(() => rm(folder, { recursive: true }));
const content = join(folder, 'content');
await writePseudoContent(join(root, 'content'), content);

const WIDTHS = [320, 390, 768, 1440];
const tags = Object.keys(PSEUDO);
const site = await openSite({ flags: ['--content', content], languages: tags });
const browser = await openBrowser();
const tab = await (await newContext(browser, {})).newPage();

test('the pages are as many as the English ones', () => {
  const named = (lang) => site.pages.filter((page) => page.lang === lang).map((page) => page.name).sort();
  for (const tag of tags) assert.deepEqual(named(tag), named('en'));
});

for (const page of site.pages.filter((one) => tags.includes(one.lang))) {
  test(`${page.path} says only what its content says, and has room for it`, async (t) => {
    await tab.goto(site.base + page.path);
    await t.test('not a word of another language', async () => none(await tab.evaluate(strangers, page.lang), 'words'));
    for (const width of WIDTHS) {
      await t.test(`never scrolls sideways at ${width} px`, async () => {
        await tab.setViewportSize({ width, height: 900 });
        none(await tab.evaluate(sideways), 'too wide');
      });
    }
  });
}

/** Plain Latin letters in what is said, or read aloud, in the language `lang`; runs in the browser. */
function strangers(lang) {
  const found = [document.title, document.querySelector('meta[name=description]').content];
  const own = (node) => node.closest('[lang]').lang === lang && !node.closest('style, script, pre, code, bdi[dir=ltr]');
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) if (own(texts.currentNode.parentElement)) found.push(texts.currentNode.data);
  for (const element of document.body.querySelectorAll('[aria-label]')) if (own(element)) found.push(element.ariaLabel);
  // An address, the edition and HTML are in no language.
  const words = found.map((text) => text.trim().split(' ').filter((word) => !word.startsWith(location.origin)).join(' '));
  return words.filter((text) => /[A-Za-z]/.test(text));
}
