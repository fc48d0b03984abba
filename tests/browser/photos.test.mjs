// Photographs: nothing moves when they come, those far below are fetched when the reader comes near, and a phone gets
// small ones.

import assert from 'node:assert/strict';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { violations } from './axe.mjs';
import { DESKTOP, PHONE, newContext } from './browser.mjs';
import * as chromium from './engines/chromium.mjs';
import * as firefox from './engines/firefox.mjs';
import { openProxy } from './engines/proxy.mjs';
import * as webkit from './engines/webkit.mjs';
import { ask } from './raw.mjs';
import { root } from './site.mjs';
import { none, openBrowser, openSite } from './suite.mjs';

const PATH = '/de/bilder';
const DELAY_MS = 300;
const POINTS = Array.from({ length: 200 }, (_, nth) => `  "Das ist der Punkt mit der Nummer ${nth}.",`).join('\n');
const PAGE = `title = "Bilder"
nav = "Bilder"
summary = "Zwei Fotos, weit voneinander."
lead = "Zwei Fotos, weit voneinander."

[[section]]
id = "oben"
heading = "Oben"
[[section.block]]
photo = { file = "garten.webp", alt = "Ein Haus hinter einer Wiese." }
[[section.block]]
list = [
${POINTS}
]

[[section]]
id = "unten"
heading = "Unten"
[[section.block]]
photo = { file = "haus-linde.jpg", alt = "Ein Haus mit brauner Tür.", caption = "Das Haus Linde" }
`;

const folder = await mkdtemp(join(tmpdir(), 'patient-center-photos-'));
after(() => rm(folder, { recursive: true }));
for (const fixture of ['other-hospital', 'photos']) await cp(join(root, 'tests/fixtures', fixture), folder, { recursive: true });
await writeFile(join(folder, 'de/bilder.toml'), PAGE);

const site = await openSite({ flags: ['--content', folder], languages: ['de', 'he'] });
const browser = await openBrowser();

/** The page on a phone with so many dots a pixel, while photographs come late; and the photographs it asked for. */
async function open(dots) {
  const tab = await (await newContext(browser, { viewport: PHONE, deviceScaleFactor: dots })).newPage();
  const asked = [];
  await tab.route('**/static/photo-*', async (route) => {
    asked.push(new URL(route.request().url()).pathname);
    await new Promise((resolve) => setTimeout(resolve, DELAY_MS));
    await route.continue();
  });
  await tab.addInitScript(() => {
    window.moved = 0;
    new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => (window.moved += value))).observe({ type: 'layout-shift', buffered: true });
  });
  await tab.goto(site.base + PATH);
  return { tab, asked };
}

const isThere = (tab, nth) => tab.waitForFunction((nth) => {
  const image = document.querySelectorAll('main img')[nth];
  return image.complete && image.naturalWidth > 0;
}, nth);

test('nothing moves when a photograph comes', async () => {
  const { tab } = await open(1);
  const heights = () => tab.evaluate(() => [document.querySelector('main img').getBoundingClientRect().height, document.documentElement.scrollHeight]);
  const before = await heights();
  await isThere(tab, 0);
  await tab.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  assert.deepEqual(await heights(), before);
  assert(before[0] > 100, `its place is ${before[0]} pixels high`);
  assert.equal(await tab.evaluate(() => window.moved), 0);
});

test('a photograph far below is fetched when the reader comes near', async () => {
  const { tab, asked } = await open(1);
  await isThere(tab, 0);
  assert.deepEqual(asked.filter((path) => path.includes('haus-linde')), []);
  await tab.locator('#unten').scrollIntoViewIfNeeded();
  await isThere(tab, 1);
  assert.equal(asked.filter((path) => path.includes('haus-linde')).length, 1);
});

for (const { name, open: openEngine } of [chromium, firefox, webkit]) {
  test(`a photograph far below is fetched late, and into the place that was kept for it, in ${name}`, async () => {
    const asked = [];
    const proxy = await openProxy(site.base, { asked });
    const engine = await openEngine();
    try {
      const fetched = (stem) => asked.filter((path) => path.includes(stem)).length;
      const [late, there] = await lookBeforeAndAfter(engine, proxy.base + PATH, () => fetched('haus-linde'));
      assert.equal(late.fetched, 0, 'not fetched before');
      assert.equal(there.fetched, 1);
      assert(late.box[1] > 100, `its place is ${late.box[1]} pixels high`);
      assert.deepEqual(there.box, late.box);
      assert.equal(fetched('garten'), 1);
    } finally {
      await engine.close();
      await proxy.close();
    }
  });
}

/** The place of the photograph far below and the height of the page, before it is fetched and when it is there. */
async function lookBeforeAndAfter(engine, address, fetched) {
  const look = () => engine.evaluate(() => {
    const { width, height } = document.querySelectorAll('main img')[1].getBoundingClientRect();
    // WebKit computes in 64ths of a pixel.
    return [width, height, document.documentElement.scrollHeight].map(Math.round);
  });
  await engine.goTo(address, PHONE);
  const late = { fetched: fetched(), box: await look() };
  await engine.evaluate(async () => {
    const image = document.querySelectorAll('main img')[1];
    image.scrollIntoView({ block: 'center' });
    while (!image.complete || image.naturalWidth === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  });
  return [late, { fetched: fetched(), box: await look() }];
}

for (const [dots, width] of [[1, 480], [2, 960], [4, 1440]]) {
  test(`with ${dots} dots a pixel, a phone gets a picture ${width} pixels wide, once`, async () => {
    const { tab, asked } = await open(dots);
    await isThere(tab, 0);
    assert.equal(asked.length, 1, asked.join());
    assert.match(asked[0], new RegExp(`photo-garten-${width}\\.`));
    const { byteLength } = await (await fetch(site.base + asked[0])).arrayBuffer();
    assert(byteLength < 60_000, `${byteLength} bytes`);
  });
}

test('the page without its photographs fits into the first answer', async () => {
  for (const path of ['/de/haus', '/he/haus']) {
    const answer = await ask(site.base, path, { headers: { 'Accept-Encoding': 'gzip' } });
    assert(answer.bytes <= 14_000, `${path} has ${answer.bytes} bytes`);
  }
});

for (const colorScheme of ['light', 'dark']) {
  test(`axe finds nothing wrong with photographs, and with what stands beside links to other websites, ${colorScheme}`, async () => {
    const faults = [];
    for (const viewport of [PHONE, DESKTOP]) {
      const tab = await (await newContext(browser, { viewport, colorScheme })).newPage();
      for (const path of ['/de/haus', '/he/haus']) {
        await tab.goto(site.base + path);
        for (const fault of await violations(tab)) faults.push(`${path} at ${viewport.width}: ${fault}`);
      }
    }
    none(faults, 'axe');
  });
}

test('no photograph is wider than its place, or the screen', async () => {
  for (const width of [320, 390, 768, 1440]) {
    const tab = await (await newContext(browser, { viewport: { width, height: 900 } })).newPage();
    for (const path of ['/de/haus', '/he/haus', '/de/haus?with=he', '/de/guide']) {
      await tab.goto(site.base + path);
      const wide = await tab.evaluate(() => [...document.querySelectorAll('main img')].filter((image) => {
        const [own, around] = [image, image.closest('figure')].map((one) => one.getBoundingClientRect());
        return own.right > around.right + 1 || own.left < around.left - 1 || around.right > innerWidth || own.width < 100;
      }).length);
      assert.equal(wide, 0, `${path} at ${width}`);
      assert(await tab.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${path} at ${width} scrolls sideways`);
    }
  }
});
