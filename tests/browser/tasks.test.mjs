// What readers come for, on a phone, from the first page that they see: each answer within one tap and two swipes.

import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import * as chromium from './engines/chromium.mjs';
import { openProxy } from './engines/proxy.mjs';
import * as webkit from './engines/webkit.mjs';
import { openSite } from './suite.mjs';

/** The part of the page that a phone shows, with the bars of its browser, and how far a swipe moves it. */
const SCREEN = { width: 390, height: 664 };
const SWIPE = 500;

/** Who asks, where they begin, what they tap, and what the answer is; the text has to be in it. */
const TASKS = [
  { who: 'a mother in Riyadh: can I call now, and which number?', from: '/ar/', answers: [['.card dd b', /\S/], ['.clocks li', /الرياض.*\d/], ['.card .call a', /617-726-2000/]] },
  { who: 'a doctor in Athens: how do I refer a patient?', from: '/el/', tap: '.menu a[href="/el/physicians"]', answers: [['.calls > :nth-child(2) .call a', /617-724-9295/]] },
  { who: 'a patient at the airport: the address for the driver', from: '/ar/', tap: '.further a[href="/ar/card"]', answers: [['.pocket address', /55 Fruit Street[^]*Boston/]] },
  { who: 'a reader with a wheelchair: which door?', from: '/en/', tap: '.menu a[href="/en/contact"]', answers: [['.sign', /White Building/]] },
  { who: 'a reader of Chinese on an English page', from: '/en/contact', tap: '.langs a[lang="zh-Hans"]', answers: [['h1', /[\u4e00-\u9fff]/]] },
];

const site = await openSite();
const proxy = await openProxy(site.base);
after(() => proxy.close());

for (const { name, open } of [chromium, webkit]) {
  describe(`in ${name}`, async () => {
    const browser = await open();
    after(() => browser.close());
    for (const { who, from, tap, answers } of TASKS) {
      test(who, async () => {
        await browser.goTo(proxy.base + from, SCREEN);
        let swipes = 0;
        if (tap) {
          swipes += swipesTo(await browser.evaluate(place, tap));
          const { href } = await browser.evaluate(place, tap);
          await browser.click(tap);
          await arrival(browser, href);
        }
        const places = [];
        for (const [selector, text] of answers) {
          const answer = await browser.evaluate(place, selector);
          assert.match(answer.text, text);
          places.push(answer);
        }
        swipes += Math.max(...places.map(swipesTo));
        assert.ok(swipes <= 2, `${tap ? 1 : 0} taps, ${swipes} swipes; the answers end at ${places.map(({ bottom }) => Math.round(bottom)).join(', ')} px`);
      });
    }
  });
}

const swipesTo = ({ bottom }) => Math.max(0, Math.ceil((bottom - SCREEN.height) / SWIPE));

/** Runs in the browser: where something is on the page, what it says, and where it leads. */
function place(selector) {
  const element = document.querySelector(selector);
  return { bottom: element.getBoundingClientRect().bottom + scrollY, text: element.innerText, href: element.getAttribute('href') };
}

async function arrival(browser, href) {
  for (const end = Date.now() + 10_000; Date.now() < end; ) {
    const here = await browser.evaluate(() => document.readyState === 'complete' && location.pathname).catch(() => false);
    if (here === href) return;
  }
  assert.fail(`the tap did not lead to ${href}`);
}
