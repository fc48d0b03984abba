// The QR codes, read from pictures of the pages by a program that does the same as a telephone: on a screen, light and
// dark, and on paper.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { newContext, PHONE } from './browser.mjs';
import { BOTH_DIRECTIONS, LONG, openBrowser, openSite } from './suite.mjs';

const run = promisify(execFile);
const site = await openSite();
const browser = await openBrowser();
const languages = LONG ? site.languages : [...BOTH_DIRECTIONS, 'ja'];

// Its own copy of the decoder: without one it would ask a server for it.
const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
await prepareZXingModule({ overrides: { wasmBinary: (await readFile(wasm)).buffer }, fireImmediately: true });

/** The texts of all codes in a PNG. */
async function codesIn(png) {
  const found = await readBarcodes(png, { formats: ['QRCode'], tryHarder: true });
  return found.filter(({ isValid }) => isValid).map(({ text }) => text);
}

/** The last sheet of a PDF, which has the foot, as a PNG at half the resolution of an office printer. */
async function lastSheetOf(pdf) {
  const last = String(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length);
  const directory = await mkdtemp(join(tmpdir(), 'sheets-'));
  try {
    await writeFile(join(directory, 'all.pdf'), pdf);
    await run('pdftoppm', ['-png', '-r', '150', '-f', last, '-l', last, 'all.pdf', 'sheet'], { cwd: directory });
    const [name] = (await readdir(directory)).filter((name) => name.endsWith('.png'));
    return await readFile(join(directory, name));
  } finally {
    await rm(directory, { recursive: true });
  }
}

/** A page on which a code stands, with the address in it: that of the page, or of the home page. */
const PLACES = ['contact', 'card', 'guide', 'send'];
const addressOf = ({ lang, name, path }) => site.base + (name === 'send' ? `/${lang}/` : path);

for (const colorScheme of ['light', 'dark']) {
  describe(`on a phone, ${colorScheme}`, () => {
    let tab;
    before(async () => (tab = await (await newContext(browser, { viewport: PHONE, deviceScaleFactor: 2, colorScheme })).newPage()));
    after(() => tab.context().close());

    for (const page of languages.flatMap((lang) => PLACES.map((name) => site.page(lang, name)))) {
      test(`the code on ${page.path} leads to ${page.name === 'send' ? 'the home page' : 'that page'}`, async () => {
        await tab.goto(site.base + page.path);
        const code = tab.locator('svg.qr');
        await code.scrollIntoViewIfNeeded();
        assert.deepEqual(await codesIn(await tab.screenshot()), [addressOf(page)]);
        assert.match(await code.getAttribute('aria-label'), new RegExp(`${addressOf(page)}$`));
      });
    }

    for (const lang of languages) {
      test(`the picture /${lang}/qr.svg leads to the home page`, async () => {
        await tab.goto(`${site.base}/${lang}/qr.svg`);
        assert.deepEqual(await codesIn(await tab.screenshot()), [`${site.base}/${lang}/`]);
      });
    }
  });
}

describe('on paper', () => {
  for (const format of ['A4', 'Letter']) {
    for (const page of languages.flatMap((lang) => PLACES.map((name) => site.page(lang, name)))) {
      test(`the code on ${page.path} is read from a sheet of ${format}`, async () => {
        const tab = await (await newContext(browser, { viewport: PHONE, colorScheme: 'dark' })).newPage();
        await tab.goto(site.base + page.path);
        const pdf = await tab.pdf({ format, preferCSSPageSize: true });
        await tab.context().close();
        assert.deepEqual(await codesIn(await lastSheetOf(pdf)), [addressOf(page)]);
      });
    }
  }
});
