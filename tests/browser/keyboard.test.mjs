// By keyboard alone: every stop in the order of the page, seen where it is, none that holds the reader.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { DESKTOP, PHONE, newContext } from './browser.mjs';
import { contrast } from './colour.mjs';
import { BOTH_DIRECTIONS, none, openBrowser, openSite } from './suite.mjs';

/** The least contrast of a focus ring with what is behind it (WCAG 1.4.11), and its least width in px. */
const RING = { contrast: 3, width: 2 };

const site = await openSite();
const browser = await openBrowser();

for (const lang of BOTH_DIRECTIONS) {
  for (const name of ['home', 'contact']) {
    for (const [screen, viewport] of [['phone', PHONE], ['desk', DESKTOP]]) {
      describe(`${name} in ${lang} on a ${screen}`, () => walk(site.page(lang, name), viewport));
    }
  }
}

function walk(page, viewport) {
  let tab, expected, stops, steps;
  before(async () => {
    tab = await (await newContext(browser, { viewport })).newPage();
    await tab.goto(site.base + page.path);
    expected = await tab.evaluate(markStops);
    stops = await pressThrough(tab, expected.length);
    steps = await tab.evaluate(stepsBetween, stops.map(({ index }) => index));
  });
  after(() => tab.context().close());

  test('Tab goes through every link and control once, in the order of the source, and leaves', () => {
    assert.deepEqual(stops.map(({ index }) => expected[index]), expected);
    assert.deepEqual(stops.map(({ index }) => index), expected.map((_, index) => index));
  });
  test('every stop is on the screen, whole and uncovered', () => none(stops.filter(({ seen }) => seen !== 'whole').map(inWords), 'stops'));
  test('every stop has a ring that stands out', () => none(stops.map(faultOfRing).filter(Boolean), 'rings'));
  test('the order is that of reading: down, along the line, or on to the next column', () => {
    const jumps = steps.filter(({ from, to }) => !follows(from, to));
    none(jumps.map(({ from, to }) => `from ${placeInWords(from)} to ${placeInWords(to)}`), 'jumps');
  });
  test('the first stop leads past the navigation to the text', () => checkSkipLink(tab, page));
}

/** Runs in the browser: numbers everything that Tab should reach, in the order of the source. */
function markStops() {
  const may = 'a[href],button,input:not([type=hidden]),select,textarea,summary,[tabindex],[contenteditable]';
  const all = [...document.querySelectorAll(may)].filter((one) => one.checkVisibility() && !one.disabled && one.tabIndex >= 0);
  globalThis.stops = all;
  return all.map((one, index) => `${index} <${one.localName}> ${one.innerText?.trim().replace(/\s+/g, ' ').slice(0, 50)}`);
}

/** Presses Tab until the focus leaves the page; a page that never lets go is left after some more. */
async function pressThrough(tab, count) {
  const stops = [];
  for (let press = 0; press < count + 3; press += 1) {
    await tab.keyboard.press('Tab');
    const stop = await tab.evaluate(describeFocus);
    if (!stop || (stops.length === count && stop.index === 0)) break;
    stops.push(stop);
  }
  return stops;
}

/** Runs in the browser: the stop that has the focus now. */
function describeFocus() {
  const element = document.activeElement;
  if (!element || element === document.body || element === document.documentElement) return null;
  const boxes = [...element.getClientRects()].filter((box) => box.width > 0 && box.height > 0);
  const within = (box) => box.left >= -1 && box.top >= -1 && box.right <= innerWidth + 1 && box.bottom <= innerHeight + 1;
  const onTop = (box) => {
    const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return Boolean(hit) && (element.contains(hit) || hit.contains(element));
  };
  const ground = (one) => (!one ? 'rgb(255, 255, 255)' : /, 0\)$|^transparent$/.test(getComputedStyle(one).backgroundColor) ? ground(one.parentElement) : getComputedStyle(one).backgroundColor);
  const style = getComputedStyle(element);
  return {
    index: globalThis.stops.indexOf(element),
    name: element.innerText?.trim().slice(0, 40),
    seen: boxes.length === 0 ? 'has no box' : !boxes.every(within) ? 'beyond the screen' : !boxes.every(onTop) ? 'covered' : 'whole',
    ring: { style: style.outlineStyle, width: parseFloat(style.outlineWidth), colour: style.outlineColor, ground: ground(element.parentElement) },
  };
}

/**
 * Runs in the browser: for each step from a stop to the next, the two boxes to compare. They are those of the
 * smallest parts of the page that hold one stop and not the other: a card beside a section is read as a whole.
 */
function stepsBetween(order) {
  const rtl = getComputedStyle(document.body).direction === 'rtl';
  const place = (element, stop) => {
    const own = element.getBoundingClientRect();
    const box = own.width > 0 ? own : stop.getBoundingClientRect();
    const [start, end] = rtl ? [innerWidth - box.right, innerWidth - box.left] : [box.left, box.right];
    const name = `<${element.localName} class="${element.className}"> “${stop.innerText.trim().slice(0, 40)}”`;
    return { name, aside: element.localName === 'aside', start, end, top: box.top + scrollY, bottom: box.bottom + scrollY };
  };
  const part = (stop, other) => {
    let found = stop;
    while (found.parentElement && !found.parentElement.contains(other)) found = found.parentElement;
    return place(found, stop);
  };
  const all = order.map((index) => globalThis.stops[index]).filter(Boolean);
  return all.slice(1).map((to, index) => ({ from: part(all[index], to), to: part(to, all[index]) }));
}

function inWords({ index, name, seen }) {
  return `${index} “${name}” (${seen})`;
}

function placeInWords({ name, top, start }) {
  return `${name} (top ${Math.round(top)}, start ${Math.round(start)})`;
}

function faultOfRing(stop) {
  const { style, width, colour, ground } = stop.ring;
  if (style === 'none' || width < RING.width) return `${inWords(stop)}: ${width} px ${style}`;
  const ratio = contrast(colour, ground);
  return ratio < RING.contrast ? `${inWords(stop)}: ${colour} on ${ground} is ${ratio.toFixed(1)}` : undefined;
}

/** Below; or on the same line and further along; or higher, but then wholly in a later column. An aside may have the next part beside it. */
function follows(from, to) {
  const line = Math.min(from.bottom - from.top, to.bottom - to.top) / 2;
  if (to.top >= from.bottom - line) return true;
  if (from.aside && to.top >= from.top) return true;
  const sameLine = to.bottom > from.top + line;
  return to.start >= (sameLine ? from.start : from.end - 1);
}

async function checkSkipLink(tab, page) {
  await tab.goto(site.base + page.path);
  await tab.keyboard.press('Tab');
  const target = await tab.evaluate(() => document.activeElement.getAttribute('href'));
  assert.match(target, /^#./, 'the first stop is a link within the page');
  await tab.keyboard.press('Enter');
  await tab.keyboard.press('Tab');
  const place = await tab.evaluate(() => ({
    hash: location.hash,
    inText: Boolean(document.activeElement.closest('main')),
    first: document.activeElement === [...document.querySelectorAll('main :is(a[href],button,select,input)')].find((stop) => stop.checkVisibility()),
  }));
  assert.deepEqual(place, { hash: target, inText: true, first: true });
}
