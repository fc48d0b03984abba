// Every page in every language, on a phone and on a desk, light and dark: readable by all, whole in one
// response, alone with its reader. English and Arabic are looked at in all four modes, other languages
// in one, in turn; LONG=1 looks at all of them in all four.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { violations } from './axe.mjs';
import { DESKTOP, PHONE, newContext } from './browser.mjs';
import { luminance } from './colour.mjs';
import { hints, identity, linesOfText, outgrown, sideways, spaceText, stored, thumbs } from './layout.mjs';
import { BOTH_DIRECTIONS, LONG, none, openBrowser, openSite } from './suite.mjs';

const MODES = [
  { name: 'on a phone, light', viewport: PHONE, colorScheme: 'light' },
  { name: 'on a desk, dark', viewport: DESKTOP, colorScheme: 'dark' },
  { name: 'on a phone, dark', viewport: PHONE, colorScheme: 'dark' },
  { name: 'on a desk, light', viewport: DESKTOP, colorScheme: 'light' },
];

/** 320 px is the narrowest reader; 1280 × 1024 at 400 % leaves 320 × 256. */
const NARROW = [
  { width: 320, height: 640 },
  { width: 320, height: 256 },
];

/** A line of text has at most so many letters; so it is easy to find the next one. */
const MOST_LETTERS = 75;
const WIDTHS = [320, 360, 390, 768, 1194, 1440];

/** The text of the browser's settings, twice as large as usual; media queries in em follow it. */
const LARGE = { standard: 32, fixed: 26 };
const USUAL = { standard: 16, fixed: 13 };

const site = await openSite();
const browser = await openBrowser();

const inEveryMode = (page) => LONG || !page.lang || BOTH_DIRECTIONS.includes(page.lang);

for (const [turn, mode] of MODES.entries()) {
  describe(mode.name, () => {
    let context, tab;
    const seen = { requests: [], messages: [] };
    before(async () => {
      context = await newContext(browser, { viewport: mode.viewport, colorScheme: mode.colorScheme });
      tab = await context.newPage();
      listen(tab, seen);
    });
    after(() => context.close());
    for (const [index, page] of [...site.pages, ...site.views].entries()) {
      if (inEveryMode(page) || index % MODES.length === turn) {
        test(`${page.path} ${mode.name}`, (t) => look(t, { context, tab, seen, page, mode }));
      }
    }
  });
}

function listen(tab, seen) {
  tab.on('request', (request) => seen.requests.push(request.url()));
  tab.on('console', (message) => seen.messages.push({ text: message.text(), at: message.location().url }));
  tab.on('pageerror', (error) => seen.messages.push({ text: error.message, at: 'a script' }));
}

async function look(t, { context, tab, seen, page, mode }) {
  const address = site.base + page.path;
  seen.requests.length = seen.messages.length = 0;
  const answer = await tab.goto(address, { waitUntil: 'load' });

  await t.test(`answers ${page.status}`, () => assert.equal(answer.status(), page.status));
  await t.test('says its language and direction, and has one h1', async () => checkIdentity(await tab.evaluate(identity), page));
  await t.test(`is ${mode.colorScheme}`, async () => checkScheme((await tab.evaluate(identity)).scheme, mode.colorScheme));
  await t.test('never scrolls sideways', async () => none(await faultsOfLayout(tab, mode.viewport), 'too wide'));
  await t.test(`has lines of at most ${MOST_LETTERS} letters, and cuts no word`, async () => none(await faultsOfLines(tab, mode.viewport), 'lines'));
  await t.test('loses nothing with text twice as large', async () => none(await faultsOfLargeText(tab, mode.viewport), 'too wide'));
  await t.test('is whole in one request and asks nobody else', async () => checkRequests(await tab.evaluate(hints), seen.requests, address));
  await t.test('says nothing to the console', () => none(unexpected(seen.messages, page, address), 'messages'));
  await t.test('has nothing that axe objects to', async () => none(await violations(tab), 'axe'));
  await t.test('stores nothing', async () => checkStorage(await context.cookies(), await tab.evaluate(stored)));
}

function checkIdentity(found, page) {
  if (page.lang) assert.equal(found.lang, page.lang, 'lang is that of the address');
  const locale = new Intl.Locale(found.lang);
  const { direction } = locale.textInfo ?? locale.getTextInfo();
  assert.deepEqual([found.dir, found.direction], [direction, direction], `dir is the direction of ${found.lang}`);
  assert.deepEqual([found.allH1, found.h1], [1, 1], 'one h1, with words, visible');
  assert.notEqual(found.title, '', 'a title');
}

function checkScheme({ ground, text }, scheme) {
  const brighter = luminance(ground) > luminance(text) ? 'light' : 'dark';
  assert.equal(brighter, scheme, `text ${text} on ${ground}`);
}

async function faultsOfLayout(tab, viewport) {
  const faults = [];
  for (const size of [viewport, ...NARROW]) {
    await tab.setViewportSize(size);
    for (const spaced of [false, true]) {
      assert.equal(await tab.evaluate(spaceText, spaced), spaced, 'the text spacing takes effect');
      const found = await tab.evaluate(sideways);
      faults.push(...found.map((fault) => `${size.width} × ${size.height}${spaced ? ', spaced text' : ''}: ${fault}`));
    }
    await tab.evaluate(spaceText, false);
  }
  await tab.setViewportSize(viewport);
  return faults;
}

/** The notice of a translation is no running text, and in a table a column may be narrower than a word. */
async function faultsOfLines(tab, viewport) {
  const faults = [];
  for (const width of WIDTHS) {
    await tab.setViewportSize({ width, height: viewport.height });
    const lines = (await tab.evaluate(linesOfText, MOST_LETTERS)).filter((fault) => !/ in <t[hd] |<p class="wrap"/.test(fault));
    const found = [...lines, ...(await tab.evaluate(thumbs, width < 800))];
    faults.push(...found.map((fault) => `${width} px wide: ${fault}`));
  }
  await tab.setViewportSize(viewport);
  return faults;
}

async function faultsOfLargeText(tab, viewport) {
  const browser = await tab.context().newCDPSession(tab);
  await browser.send('Page.setFontSizes', { fontSizes: LARGE });
  try {
    assert.equal(await tab.evaluate(() => getComputedStyle(document.documentElement).fontSize), `${LARGE.standard}px`);
    return [...(await tab.evaluate(sideways)), ...(await tab.evaluate(outgrown))].map((fault) => `${viewport.width} px wide: ${fault}`);
  } finally {
    await browser.send('Page.setFontSizes', { fontSizes: USUAL });
    await browser.detach();
  }
}

function checkRequests({ icons, ahead }, requests, address) {
  const overTheWire = requests.filter((url) => !url.startsWith('data:'));
  none(overTheWire.filter((url) => new URL(url).origin !== site.base), 'requests outside the origin');
  none(ahead, 'addresses that the page has a browser fetch or connect to ahead of time');
  const favicons = [`${site.base}/favicon.ico`, ...icons];
  assert.deepEqual(overTheWire.filter((url) => !favicons.includes(url)), [address], 'one request');
}

/** Chromium itself reports a page that is answered with 404; everything else is the page's own. */
function unexpected(messages, page, address) {
  const expected = ({ text, at }) => page.status === 404 && at === address && /responded with a status of 404/.test(text);
  return messages.filter((message) => !expected(message)).map(({ text, at }) => `${text} (${at})`);
}

function checkStorage(cookies, found) {
  none(cookies.map(({ name }) => name), 'cookies');
  assert.deepEqual(found, { cookies: '', local: 0, session: 0, databases: 0, caches: 0, workers: 0 });
}
