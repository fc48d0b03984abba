// Pictures of the pages, to be looked at. A tool, not a test:
//
//   node tests/browser/pictures.mjs [--out DIR] [--pages home,contact | all] [--langs en,ar | all]
//        [--with en] [--widths 360,768,1440] [--schemes light,dark] [--print] [--base URL]
//
// Writes, with --with in two languages side by side, <page>-<lang>-<width>-<scheme>.png, whole pages, and with --print <page>-<lang>-print.pdf.
// Without --base it starts target/release/patient-center and stops it again.

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { launch } from './browser.mjs';
import { beside, pagesOf, startSite } from './site.mjs';

const { values: flags } = parseArgs({
  options: {
    out: { type: 'string', default: fileURLToPath(new URL('out', import.meta.url)) },
    pages: { type: 'string', default: 'home,contact' },
    langs: { type: 'string', default: 'en,ar' },
    with: { type: 'string' },
    widths: { type: 'string', default: '360,768,1440' },
    schemes: { type: 'string', default: 'light,dark' },
    print: { type: 'boolean', default: false },
    base: { type: 'string' },
  },
});

const list = (text) => text.split(',').map((item) => item.trim()).filter(Boolean);

async function wantedPages(base) {
  const { pages } = await pagesOf(base);
  const among = (text, value) => text === 'all' || list(text).includes(value);
  const wanted = pages.filter((page) => among(flags.pages, page.name) && (!page.lang || among(flags.langs, page.lang)));
  if (wanted.length === 0) throw new Error(`no such page; there are ${[...new Set(pages.map((page) => page.name))].join(', ')}`);
  return flags.with ? wanted.map((page) => beside(page, flags.with)) : wanted;
}

function report(file) {
  process.stdout.write(`${file}\n`);
}

const nameOf = (page) => [page.name, page.lang].filter(Boolean).join('-');

async function photograph(browser, base, pages, width, scheme) {
  const context = await browser.newContext({
    viewport: { width, height: width < 600 ? 800 : 900 },
    deviceScaleFactor: width < 600 ? 2 : 1,
    colorScheme: scheme,
    reducedMotion: 'reduce',
    extraHTTPHeaders: { 'Accept-Language': 'xx' },
  });
  const tab = await context.newPage();
  for (const page of pages) {
    await tab.goto(base + page.path);
    const file = join(flags.out, `${nameOf(page)}-${width}-${scheme}.png`);
    await tab.screenshot({ path: file, fullPage: true });
    report(file);
  }
  await context.close();
}

async function print(browser, base, pages) {
  const tab = await browser.newPage({ extraHTTPHeaders: { 'Accept-Language': 'xx' } });
  for (const page of pages) {
    await tab.goto(base + page.path);
    const file = join(flags.out, `${nameOf(page)}-print.pdf`);
    await tab.pdf({ path: file, format: 'A4', preferCSSPageSize: true, printBackground: false });
    report(file);
  }
  await tab.close();
}

async function takeAll(base) {
  const pages = await wantedPages(base);
  await mkdir(flags.out, { recursive: true });
  const browser = await launch();
  try {
    for (const width of list(flags.widths).map(Number)) {
      for (const scheme of list(flags.schemes)) await photograph(browser, base, pages, width, scheme);
    }
    if (flags.print) await print(browser, base, pages);
  } finally {
    await browser.close();
  }
}

const site = flags.base ? undefined : await startSite();
try {
  await takeAll((flags.base ?? site.base).replace(/\/$/, ''));
} finally {
  await site?.stop();
}
