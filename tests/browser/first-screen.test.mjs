// What a reader sees on a phone without scrolling.

import assert from 'node:assert/strict';
import { appendFile, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { newContext } from './browser.mjs';
import { root } from './site.mjs';
import { none, openBrowser, openSite } from './suite.mjs';

/** How far below the top of the page the top of the heading may be, in CSS pixels. */
const HEADING = 300;
const HEADING_OF_HOME = 360;

const site = await openSite();
const browser = await openBrowser();
const ofALanguage = site.pages.filter((page) => page.lang && page.status === 200);

for (const viewport of [{ width: 390, height: 844 }, { width: 360, height: 800 }]) {
  describe(`on a screen of ${viewport.width} × ${viewport.height}`, () => {
    let tab;
    before(async () => (tab = await (await newContext(browser, { viewport })).newPage()));
    after(() => tab.context().close());

    test('the heading of every page begins near the top', async () => {
      const low = [];
      for (const page of ofALanguage) {
        await tab.goto(site.base + page.path);
        const top = await tab.evaluate(() => document.querySelector('h1').getBoundingClientRect().top + scrollY);
        if (top > (page.name === 'home' ? HEADING_OF_HOME : HEADING)) low.push(`${page.path}: ${Math.round(top)} px`);
      }
      none(low, 'headings that begin too low');
    });

    test('the home page shows whether the centre is open and a number to call, at least 48 pixels high', async () => {
      const hidden = [];
      for (const page of ofALanguage.filter(({ name }) => name === 'home')) {
        await tab.goto(site.base + page.path);
        const { status, call } = await tab.evaluate(answers);
        if (status.bottom > viewport.height) hidden.push(`${page.path}: the status ends at ${Math.round(status.bottom)} px`);
        if (call.bottom > viewport.height) hidden.push(`${page.path}: the number ends at ${Math.round(call.bottom)} px`);
        if (call.height < 48) hidden.push(`${page.path}: the number is ${call.height} px high`);
      }
      none(hidden, 'below the first screen');
    });
  });
}

/** A notice that is not urgent, on every page. An urgent one may move the number to call down. */
const NOTICE = `
[[notice]]
until = 2999-12-31
words = { en = "Because of a snowstorm, the office is closed today. Please write to us, or call again tomorrow." }
`;

test('a notice leaves the heading and the number to call of the home page in their places', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'patient-center-notice-'));
  after(() => rm(folder, { recursive: true }));
  await cp(join(root, 'content'), folder, { recursive: true });
  await appendFile(join(folder, 'site.toml'), NOTICE);
  const noticed = await openSite({ flags: ['--content', folder] });
  const tab = await (await newContext(browser, { viewport: { width: 390, height: 844 } })).newPage();
  const hidden = [];
  for (const { path } of noticed.pages.filter(({ name, status }) => name === 'home' && status === 200)) {
    await tab.goto(noticed.base + path);
    assert.match(await tab.textContent('main'), /snowstorm/, path);
    const top = await tab.evaluate(() => document.querySelector('h1').getBoundingClientRect().top + scrollY);
    const { call } = await tab.evaluate(answers);
    if (top > HEADING_OF_HOME || call.bottom > 844) hidden.push(`${path}: heading at ${Math.round(top)}, number ends at ${Math.round(call.bottom)} px`);
  }
  none(hidden, 'below the first screen');
});

describe('the languages behind a button', () => {
  for (const [name, viewport] of [['on a phone', { width: 390, height: 844 }], ['in a low window', { width: 844, height: 390 }]]) {
    test(`${name}, a translation opens its languages by keyboard, closes them with Escape, and leads to the same page`, async () => {
      const tab = await (await newContext(browser, { viewport })).newPage();
      try {
        await tab.goto(`${site.base}/ar/contact`);
        const names = tab.locator('.langs li a');
        assert.equal(await names.first().isVisible(), false, 'the names are behind the button');
        await tab.locator('.langs button').focus();
        await tab.keyboard.press('Enter');
        assert.equal(await names.first().isVisible(), true, 'the names are open');
        await tab.keyboard.press('Escape');
        assert.equal(await names.first().isVisible(), false, 'the names are closed again');
        await tab.keyboard.press('Enter');
        await names.locator(':scope[lang=ja]').click();
        assert.equal(new URL(tab.url()).pathname, '/ja/contact');
      } finally {
        await tab.context().close();
      }
    });
  }

  test('on English pages, where readers of every language begin, the names are open', async () => {
    const tab = await (await newContext(browser, { viewport: { width: 390, height: 844 } })).newPage();
    await tab.goto(`${site.base}/en/contact`);
    assert.equal(await tab.locator('.langs button').count(), 0);
    const rows = await tab.evaluate(() => new Set([...document.querySelectorAll('.langs li a')].map((link) => link.getBoundingClientRect().top)).size);
    assert.ok(rows <= 3, `${rows} rows`);
    await tab.context().close();
  });
});

/** Runs in the browser: where the status and the number to call are. */
function answers() {
  const box = (selector) => {
    const { bottom, height } = document.querySelector(selector).getBoundingClientRect();
    return { bottom: bottom + scrollY, height };
  };
  return { status: box('.card dd b'), call: box('.card .call a') };
}
