// The list of checks that every engine goes through, on the same pages. A test file for each engine calls it,
// so that two of them run at a time.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { violations } from '../axe.mjs';
import { DESKTOP, PHONE } from '../browser.mjs';
import { outgrown, sideways } from '../layout.mjs';
import { beside } from '../site.mjs';
import { LONG, none, openSite } from '../suite.mjs';
import { asOlderBrowsers } from './older.mjs';
import { hasLine } from './pixels.mjs';
import { openProxy } from './proxy.mjs';
import * as reading from './reading.mjs';

const NARROW = { width: 320, height: 640 };
const SCREENS = [['a phone', PHONE], ['a narrow phone', NARROW], ['a desk', DESKTOP]];
const LANGUAGES = ['en', 'ar', 'zh-Hans', 'ja', 'el'];
const KINDS = ['home', 'about', 'contact', 'hours', 'physicians', 'languages', 'card', 'guide', '404', 'privacy'];
const ZONE = 'Asia/Tokyo';

/** Pages of which pictures are looked at; the rules for lines are the same on the others. */
const DRAWN = ['home', 'contact'];

/** How long a page may take to do what it is asked; it does so in a fraction of a second. */
const LIMIT_MS = 10_000;

/** Defines the tests of one engine; `name` and `open` are its module's. */
export async function checkEngine({ name, open }) {
  const site = await openSite({ languages: LANGUAGES });
  const proxy = await openProxy(site.base);
  const older = await openProxy(site.base, { older: asOlderBrowsers });
  const engine = await open();
  after(async () => {
    await engine.close();
    await proxy.close();
    await older.close();
  });
  const languages = LONG ? site.languages : LANGUAGES;

  /** A test whose failure names the engine, also when it is the browser that failed. */
  const inEngine = (title, body) =>
    test(`${title}, in ${name}`, async (t) => {
      try {
        await body(t);
      } catch (error) {
        if (!(error instanceof assert.AssertionError)) error.message = `${name}: ${error.message}`;
        throw error;
      }
    });

  for (const [turn, page] of pagesOf(site, languages).entries()) {
    inEngine(page.path, (t) => look(t, engine, proxy.base + page.path, { page, turn }));
  }
  for (const lang of languages) {
    const home = site.page(lang, 'home').path;
    const hours = site.page(lang, 'hours').path;
    inEngine(`${hours} answers the choice of a city`, () => chooseCity(engine, proxy.base + hours));
    for (const [screen, size] of [['a phone', PHONE], ['a desk', DESKTOP]]) {
      inEngine(`${home} on ${screen}: the skip link and the languages by keyboard`, async () => {
        await skip(engine, proxy.base + home, size);
        await openLanguages(engine, proxy.base + home, size);
      });
    }
    for (const kind of ['home', 'hours', 'contact', 'card']) {
      const { path } = site.page(lang, kind);
      inEngine(`${path} in an older browser`, () => lookAsOlder(engine, older.base + path));
    }
  }
}

function pagesOf(site, languages) {
  const named = (lang) => KINDS.map((kind) => site.page(lang, kind));
  const views = (lang) => [
    zoned(site, lang),
    beside(site.page(lang, 'contact'), lang === 'en' ? 'ar' : 'en'),
  ];
  return [...languages.flatMap((lang) => [...named(lang), ...views(lang)]), site.pages.find(({ path }) => path === '/')];
}

function zoned(site, lang) {
  const hours = site.page(lang, 'hours');
  return { ...hours, path: `${hours.path}?zone=${ZONE}` };
}

async function look(t, engine, address, { page, turn }) {
  await engine.goTo(address, PHONE);
  for (const [index, [screen, size]] of SCREENS.entries()) {
    await engine.resize(size);
    await engine.evaluate(reading.drawn);
    await t.test(`nothing is too wide, cut or on top of something on ${screen}`, async () => none(await faultsOfLayout(engine), 'faults'));
    await t.test(`no first letter stands apart on ${screen}`, async () => none(await engine.evaluate(reading.partedLetters), 'words'));
    await t.test(`links are underlined on ${screen}`, async () => none(await engine.evaluate(reading.bareLinks), 'links'));
    if (DRAWN.includes(page.name)) {
      await t.test(`lines are drawn on ${screen}`, async () => none(await linesNotDrawn(engine), 'without a line'));
    }
    await t.test(`links within the page lead there on ${screen}`, async () => none(await engine.evaluate(reading.fragmentsOutOfView), 'targets'));
    if (!engine.coveredByAxe && (LONG || turn % SCREENS.length === index)) {
      await t.test(`nothing that axe objects to on ${screen}`, async () => none(await violations(engine), 'axe'));
    }
  }
}

async function faultsOfLayout(engine) {
  return [...(await engine.evaluate(sideways)), ...(await engine.evaluate(outgrown)), ...(await engine.evaluate(reading.faultsOfText))];
}

async function linesNotDrawn(engine) {
  const faults = [];
  for (const [index, { name, line, colour }] of (await engine.evaluate(reading.underlinedTexts)).entries()) {
    const place = await engine.evaluate(reading.showUnderlined, index);
    if (!line.includes('underline')) faults.push(`${name}: text-decoration-line is ${line}`);
    else if (!hasLine(await engine.screenshot(), place, colour)) faults.push(`${name}: no row of ${colour} at ${JSON.stringify(place)}`);
  }
  return faults;
}

async function chooseCity(engine, address) {
  await engine.goTo(address, PHONE);
  const city = await engine.evaluate(selectZone, ZONE);
  await engine.click('main form button');
  await until(() => engine.evaluate(isAnswered, ZONE), 'the answer is there');
  const { top, height, heading } = await engine.evaluate(answerOnScreen);
  assert.ok(top >= -1 && top < height / 2, `the answer is at ${top} of ${height} px`);
  assert.ok(heading.includes(city), `“${city}” is named: ${heading}`);
}

/** Runs in the browser: chooses a city; its name. */
function selectZone(zone) {
  const select = document.querySelector('main form select');
  select.value = zone;
  return select.selectedOptions[0].label.trim();
}

/** Runs in the browser. */
function isAnswered(zone) {
  return document.readyState === 'complete' && new URL(location).searchParams.get('zone') === zone && location.hash !== '';
}

/** Runs in the browser: the target of the address, and what is written from there to the end of the screen. */
function answerOnScreen() {
  const target = document.getElementById(location.hash.slice(1));
  return { top: target.getBoundingClientRect().top, height: innerHeight, heading: target.textContent };
}

async function skip(engine, address, size) {
  await engine.goTo(address, size);
  await engine.press('Tab');
  const first = await engine.evaluate(focused);
  assert.match(first.href, /^#./, 'the first stop leads into the page');
  assert.ok(first.inView, 'it is on the screen');
  await engine.press('Enter');
  await until(() => engine.evaluate((hash) => location.hash === hash, first.href), 'the link is followed');
  await engine.press('Tab');
  assert.ok((await engine.evaluate(focused)).inMain, 'the next stop is in the text');
}

/** Runs in the browser. */
function focused() {
  const { left, top, right, bottom } = document.activeElement.getBoundingClientRect();
  return {
    href: document.activeElement.getAttribute('href') ?? '',
    inView: left >= -1 && top >= -1 && right <= innerWidth + 1 && bottom <= innerHeight + 1 && right > left,
    inMain: Boolean(document.activeElement.closest('main')),
  };
}

/** On a phone the names may be behind a button; elsewhere they stand there. */
async function openLanguages(engine, address, size) {
  await engine.goTo(address, size);
  if (!(await engine.evaluate(reading.languageSwitch))) {
    const { all, shown } = await engine.evaluate(reading.languagesInView);
    assert.ok(all > 1, 'there are languages');
    assert.equal(shown, all, 'every language is shown');
    return;
  }
  const shown = (wanted) => async () => {
    const found = await engine.evaluate(reading.languagesInView);
    return found.shown === (wanted ? found.all : 0);
  };
  assert.ok(await shown(false)(), 'the list is closed at first');
  for (let press = 0; press < 6 && !(await engine.evaluate(reading.languageSwitch)).focused; press += 1) await engine.press('Tab');
  assert.ok((await engine.evaluate(reading.languageSwitch)).focused, 'Tab reaches the button');
  await engine.press('Enter');
  await until(shown(true), 'Enter opens the list');
  await engine.press('Escape');
  await until(shown(false), 'Escape closes the list');
}

async function lookAsOlder(engine, address) {
  for (const size of [NARROW, DESKTOP]) {
    await engine.goTo(address, size);
    none([...(await engine.evaluate(sideways)), ...(await engine.evaluate(reading.faultsOfText))], `faults at ${size.width} px`);
    const { all, shown } = await engine.evaluate(reading.languagesInView);
    assert.equal(shown, all, `every language is shown at ${size.width} px`);
  }
}

async function until(condition, what) {
  const last = Date.now() + LIMIT_MS;
  while (!(await condition().catch(isLoading))) {
    if (Date.now() > last) assert.fail(`not within ${LIMIT_MS} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Between two documents nothing can be evaluated. */
function isLoading() {
  return false;
}
