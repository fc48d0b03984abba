// What every test file begins with: the site, its pages, a browser, and the clean end of all of them.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { launch } from './browser.mjs';
import { pagesOf, pairsAmong, startSite, zonesAmong } from './site.mjs';

/** `LONG=1` looks at every language in every mode. */
export const LONG = process.env.LONG === '1';

/** The two languages, one in each direction, that are always looked at in every mode. */
export const BOTH_DIRECTIONS = ['en', 'ar'];

const opened = [];

after(async () => {
  for (const close of opened.reverse()) await close();
});

/** The running site with its pages, and some of them in two languages. The file fails unless SIGTERM ends it with exit code 0, after two lines of output. */
export async function openSite({ flags = [], languages: wanted = BOTH_DIRECTIONS } = {}) {
  const site = await startSite(flags);
  opened.push(async () => {
    const { code, signal, stdout } = await site.stop();
    assert.deepEqual({ code, signal, lines: stdout.length }, { code: 0, signal: null, lines: 2 }, 'the site stops cleanly');
  });
  const { languages, pages } = await pagesOf(site.base);
  for (const lang of wanted) assert(languages.includes(lang), `the sitemap has pages in ${lang}`);
  const page = (lang, name) => {
    const found = pages.find((one) => one.lang === lang && one.name === name);
    assert(found, `there is a page ${name} in ${lang}`);
    return found;
  };
  return { base: site.base, languages, pages, page, views: [...pairsAmong(pages), ...zonesAmong(pages)] };
}

export async function openBrowser() {
  const browser = await launch();
  opened.push(() => browser.close());
  return browser;
}

/** One assertion for a list of faults, so that a failing test shows them all, one a line. */
export function none(faults, what) {
  assert.equal(faults.length, 0, `${what}:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
}
