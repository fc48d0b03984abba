// Whole pages on paper, as Chromium and Firefox print them on A4 and Letter: no sheet without text of its own,
// and no heading parted from its text.

import { after, test } from 'node:test';
import { DESKTOP } from './browser.mjs';
import * as chromium from './engines/chromium.mjs';
import * as firefox from './engines/firefox.mjs';
import { lettersBeyond, sheetsOf, strandedHeading } from './engines/sheets.mjs';
import { LONG, none, openSite } from './suite.mjs';

const LANGUAGES = ['en', 'ar', 'ja'];
const KINDS = ['home', 'contact', 'hours', 'card', 'guide'];

/** The least that makes a sheet worth its paper: letters that are not those of the foot. */
const LEAST_LETTERS = 30;

/** Headings are 13 points and more; the largest text is 12.5. */
const HEADING_POINTS = 13;

const site = await openSite({ languages: LANGUAGES });
const engines = { Chromium: await chromium.open(), Firefox: await firefox.open() };
after(() => Promise.all(Object.values(engines).map((engine) => engine.close())));

for (const lang of LONG ? site.languages : LANGUAGES) {
  for (const kind of KINDS) {
    const { path } = site.page(lang, kind);
    test(path, async (t) => {
      const foot = await footOnPaper(path);
      for (const [name, engine] of Object.entries(engines)) {
        await t.test(`printed by ${name}`, (t) => print(t, engine, path, foot));
      }
    });
  }
}

/** The words of the foot that are printed; Firefox shows them on paper alone. */
async function footOnPaper(path) {
  await engines.Chromium.goTo(site.base + path, DESKTOP);
  await engines.Chromium.emulatePrint(true);
  const words = await engines.Chromium.evaluate(() => document.querySelector('footer').innerText);
  await engines.Chromium.emulatePrint(false);
  return words;
}

async function print(t, engine, path, foot) {
  await engine.goTo(site.base + path, DESKTOP);
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
