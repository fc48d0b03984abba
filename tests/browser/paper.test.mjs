// Whole pages on paper, as Chromium and Firefox print them on A4 and Letter: no sheet without text of its own,
// and no heading parted from its text.

import { after, describe, test } from 'node:test';
import { DESKTOP } from './browser.mjs';
import * as chromium from './engines/chromium.mjs';
import * as firefox from './engines/firefox.mjs';
import { lettersBeyond, sheetsOf, strandedHeading } from './engines/sheets.mjs';
import { LONG, none, openSite } from './suite.mjs';

const LANGUAGES = ['en', 'ar', 'ja'];
const KINDS = ['home', 'contact', 'hours', 'card', 'guide'];

/** The least that makes a sheet worth its paper: letters that are not those of the foot. */
const LEAST_LETTERS = 60;

/** Headings are 13 points and more; the largest text is 12.5. */
const HEADING_POINTS = 13;

const site = await openSite({ languages: LANGUAGES });

for (const { name, open } of [chromium, firefox]) {
  const engine = await open();
  after(() => engine.close());
  describe(`printed by ${name}`, () => {
    for (const lang of LONG ? site.languages : LANGUAGES) {
      for (const kind of KINDS) {
        const { path } = site.page(lang, kind);
        test(path, (t) => print(t, engine, path));
      }
    }
  });
}

async function print(t, engine, path) {
  await engine.goTo(site.base + path, DESKTOP);
  const foot = await engine.evaluate(() => document.querySelector('footer').textContent);
  for (const format of ['A4', 'Letter']) {
    const sheets = await sheetsOf(await engine.pdf(format));
    await t.test(`no sheet of ${format} is empty or has the foot alone`, () => {
      const letters = sheets.map((sheet) => lettersBeyond(sheet, foot));
      const empty = letters.map((count, index) => ({ count, sheet: index + 1 })).filter(({ count }) => count < LEAST_LETTERS);
      none(empty.map(({ count, sheet }) => `sheet ${sheet} of ${sheets.length} has ${count} letters of its own`), 'sheets');
    });
    await t.test(`every heading on ${format} has its text`, () => {
      const stranded = sheets.slice(0, -1).map((sheet, index) => ({ words: strandedHeading(sheet, HEADING_POINTS), sheet: index + 1 }));
      none(stranded.filter(({ words }) => words).map(({ words, sheet }) => `at the end of sheet ${sheet} of ${sheets.length}: ${words}`), 'headings');
    });
  }
}
