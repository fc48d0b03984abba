// The hours by the clock of another city: the answer is on the screen after one choice, without a script.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newContext } from './browser.mjs';
import { LONG, BOTH_DIRECTIONS, openBrowser, openSite } from './suite.mjs';

/** What a phone of 390 × 844 shows of a page between its bars. */
const SCREEN = { width: 390, height: 664 };
const ZONE = 'Asia/Tokyo';

const site = await openSite();
const browser = await openBrowser();

let tab;
before(async () => (tab = await (await newContext(browser, { viewport: SCREEN, javaScriptEnabled: false })).newPage()));
after(() => tab.context().close());

for (const lang of LONG ? site.languages : BOTH_DIRECTIONS) {
  const page = site.page(lang, 'hours');
  test(`${page.path}: the chosen city and the first days of its week are on the screen`, async () => {
    await tab.goto(site.base + page.path);
    await tab.selectOption('form select', ZONE);
    await tab.click('form button');
    await tab.waitForURL((url) => url.searchParams.get('zone') === ZONE && url.hash !== '');
    for (const part of ['form select', '.week caption', '.week tbody tr:nth-child(2)']) {
      const box = await tab.locator(part).boundingBox();
      assert.ok(box.y >= 0 && box.y + box.height <= SCREEN.height, `${part} is on the screen: ${JSON.stringify(box)}`);
    }
    assert.equal(await tab.locator('form select').inputValue(), ZONE);
    const city = await tab.locator('form option:checked').textContent();
    for (const part of ['title', 'h1']) assert.ok((await tab.locator(part).textContent()).includes(city.trim()), `${part} names ${city}`);
  });

  test(`${page.path}: every zone is two choices away`, async () => {
    await tab.goto(`${site.base}${page.path}`);
    for (const value of ['', 'Africa', 'Africa/Nairobi']) {
      await tab.locator('form select').selectOption(value);
      await tab.locator('form button').click();
      await tab.waitForURL((url) => url.searchParams.get('zone') === value);
    }
    assert.equal(await tab.locator('form select').inputValue(), 'Africa/Nairobi');
  });

  test(`${page.path}: a zone that does not exist is explained beside the form, on the screen`, async () => {
    for (const zone of ['Mars/Base', '', 'x'.repeat(9000)]) {
      await tab.goto(`${site.base}${page.path}?zone=${zone}#day`);
      for (const part of ['form .notice', 'form select', 'form button']) {
        const box = await tab.locator(part).boundingBox();
        assert.ok(box.y >= 0 && box.y + box.height <= SCREEN.height, `${part} is on the screen: ${JSON.stringify(box)}`);
      }
      assert.equal(await tab.locator('form option').count(), 5);
    }
  });
}
