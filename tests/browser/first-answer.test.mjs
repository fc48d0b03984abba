// The first answer of a page stands near its top, on a phone, in every language: the number that a
// physician looks for, the address that a driver is shown, the ways to the center without endless swipes.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newContext } from './browser.mjs';
import { none, openBrowser, openSite } from './suite.mjs';

/** The lower edge of the number for second opinions, in pixels from the top of the page. */
const NUMBER = 900;
/** The lower edge of the address on the card: the height of a small phone between its bars. */
const ADDRESS = 664;
/** The contact page without its head, its foot, the card “at a glance” and its sources, in screens of 844 px. */
const SCREENS = 4;
/** WCAG 1.4.11, and the smallest letters on the map. */
const CONTRAST = 3;
const SMALLEST = 12;

const site = await openSite();
const browser = await openBrowser();
const tab = await (await newContext(browser, { viewport: { width: 390, height: 844 } })).newPage();

async function at(lang, name, width = 390) {
  await tab.setViewportSize({ width, height: 844 });
  await tab.goto(site.base + site.page(lang, name).path);
}

for (const lang of site.languages) {
  describe(`in ${lang}`, () => {
    test('a physician sees the number for second opinions', async () => {
      await at(lang, 'physicians');
      const found = await tab.evaluate(numbers);
      assert.equal(found.length, 2, 'two numbers, each for its own situation');
      for (const { height } of found) assert.ok(height >= 48, `a control ${height} px high`);
      assert.ok(found[1].bottom <= NUMBER, `it ends ${found[1].bottom} px from the top`);
    });

    test('a driver sees the address', async () => {
      await at(lang, 'card');
      const bottom = await tab.evaluate(() => document.querySelector('.pocket address').getBoundingClientRect().bottom);
      assert.ok(bottom <= ADDRESS, `it ends ${bottom} px from the top`);
    });

    test('the contact page is short', async () => {
      await at(lang, 'contact');
      const height = await tab.evaluate(ownHeight);
      assert.ok(height <= SCREENS * 844, `${height} px, ${(height / 844).toFixed(2)} screens`);
    });

    for (const width of [320, 390, 768, 1440]) {
      test(`the labels of the map are whole at ${width} px`, async () => {
        await at(lang, 'contact', width);
        none(await tab.evaluate(labelFaults, SMALLEST), 'labels');
      });
    }
  });
}

for (const scheme of ['light', 'dark']) {
  test(`the streets of the map stand out, ${scheme}`, async () => {
    await tab.emulateMedia({ colorScheme: scheme });
    await at('en', 'contact');
    const ratio = await tab.evaluate(streetContrast);
    await tab.emulateMedia({ colorScheme: null });
    assert.ok(ratio >= CONTRAST, `${ratio.toFixed(2)}:1`);
  });
}

test('two languages beside each other have a map with whole labels', async () => {
  for (const width of [320, 768, 1024, 1440]) {
    await tab.setViewportSize({ width, height: 844 });
    await tab.goto(`${site.base}/el/contact?with=ru`);
    none(await tab.evaluate(labelFaults, SMALLEST), `labels at ${width} px`);
  }
});

/** The controls to call of the panels: how high each is, and how far from the top it ends. */
function numbers() {
  const boxes = [...document.querySelectorAll('.calls .call a')].map((link) => link.getBoundingClientRect());
  return boxes.map(({ height, bottom }) => ({ height, bottom }));
}

function ownHeight() {
  const card = document.querySelector('main .card');
  const { marginBlockStart, marginBlockEnd } = getComputedStyle(card);
  const sources = document.querySelector('#sources')?.offsetHeight ?? 0;
  return Math.round(document.querySelector('main').offsetHeight - sources - card.offsetHeight - parseFloat(marginBlockStart) - parseFloat(marginBlockEnd));
}

/** Labels that are cut off at the edge of the map, or smaller than they may be. */
function labelFaults(smallest) {
  return [...document.querySelectorAll('.map')].flatMap((map) => {
    const frame = map.getBoundingClientRect();
    const scale = frame.width / map.viewBox.baseVal.width;
    return [...map.querySelectorAll('text')].flatMap((label) => {
      const box = label.getBoundingClientRect();
      const size = parseFloat(getComputedStyle(label).fontSize) * scale;
      const isCut = box.left < frame.left || box.right > frame.right || box.top < frame.top || box.bottom > frame.bottom;
      const said = label.textContent;
      return [...(isCut ? [`“${said}” is cut off`] : []), ...(size < smallest ? [`“${said}” is ${size.toFixed(1)} px high`] : [])];
    });
  });
}

/** The contrast between the edges of a street and the ground beside it. */
function streetContrast() {
  const colour = (text) => text.match(/[\d.]+/g).slice(0, 3).map((part) => Number(part) / 255);
  const linear = (part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  const luminance = ([red, green, blue]) => 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  const map = document.querySelector('.map');
  const found = [getComputedStyle(map.querySelector('.kerb')).stroke, getComputedStyle(map).backgroundColor];
  const [light, dark] = found.map(colour).map(luminance).sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}
