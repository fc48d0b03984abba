// A site whose facts and words cannot be broken where words usually break: a long e-mail address, a long
// room, a word of 42 letters in every heading, text and step. No page may scroll sideways for it, from
// left to right and from right to left.

import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { newContext } from './browser.mjs';
import { outgrown, sideways } from './layout.mjs';
import { writePseudoContent } from './pseudo.mjs';
import { root } from './site.mjs';
import { none, openBrowser, openSite } from './suite.mjs';

const EMAIL = 'internationalpatientcenter@hospital.example';
const PHONE = '+999 123-456-789-012';
const WORD = 'Rehabilitationandphysiotherapydepartmentof';
const ROOM = 'Bldg180Wing7Floor12Corridor4Door39Counter5';

const folder = await mkdtemp(join(tmpdir(), 'patient-center-long-values-'));
after(() => rm(folder, { recursive: true }));
await writeLongContent(join(folder, 'english'));
await writePseudoContent(join(folder, 'english'), join(folder, 'content'));

const WIDTHS = [320, 390, 768, 900, 1280];
const LANGUAGES = ['en', 'ar-XB'];
const NAMES = ['home', 'contact', 'hours', 'card', 'guide', 'languages', '404'];

const site = await openSite({ flags: ['--content', join(folder, 'content')], languages: LANGUAGES });
const browser = await openBrowser();
const tab = await (await newContext(browser, {})).newPage();

const isTested = (page) => LANGUAGES.includes(page.lang) && NAMES.includes(page.name);

for (const page of [...site.pages.filter(isTested), { path: '/en/contact?with=ar-XB', name: 'both' }]) {
  test(`${page.path} has room for long values`, async (t) => {
    await tab.goto(site.base + page.path);
    if (page.name === 'contact') {
      const text = await tab.evaluate(() => document.body.innerText);
      for (const value of [EMAIL, PHONE, ROOM]) assert(text.includes(value), `${value} stands on the page`);
    }
    for (const width of WIDTHS) {
      await t.test(`at ${width} px`, async () => {
        await tab.setViewportSize({ width, height: 900 });
        none([...(await tab.evaluate(sideways)), ...(await tab.evaluate(outgrown))], 'too wide');
        none(await tab.evaluate(brokenParts), 'an e-mail address is broken inside a part');
      });
    }
  });
}

/** The parts of e-mail addresses, between the places where they may be broken, that take several lines. */
function brokenParts() {
  const broken = [];
  for (const address of document.querySelectorAll('a[href^="mailto:"] bdi')) {
    for (const part of address.childNodes) {
      if (part.nodeType !== Node.TEXT_NODE) continue;
      const range = document.createRange();
      range.selectNodeContents(part);
      if (range.getClientRects().length > 1) broken.push(part.data);
    }
  }
  return broken;
}

/** The real content with long values in its facts and its English pages. */
async function writeLongContent(to) {
  await cp(join(root, 'content'), to, { recursive: true });
  await edit(join(to, 'site.toml'), [
    [/^email = ""$/m, `email = "${EMAIL}"`],
    [/^number = "\+1 617-726-2000"\ndomestic = .*$/m, `number = "${PHONE}"\ndomestic = "0123-456-789-012"`],
    [/Blake 180/g, ROOM],
  ]);
  const pages = (await readdir(join(to, 'en'))).filter((file) => file.endsWith('.toml') && file !== 'ui.toml');
  for (const file of pages) await edit(join(to, 'en', file), [[/^((?:heading|lead|text|note) = |  )"/gm, `$1"${WORD} `]]);
}

async function edit(file, changes) {
  const text = await readFile(file, 'utf8');
  const edited = changes.reduce((all, [from, to]) => all.replace(from, to), text);
  assert.notEqual(edited, text, `${file} has something to replace`);
  await writeFile(file, edited);
}
