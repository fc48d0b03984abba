// On paper, and in colours that the reader chose: what is there, and what is not.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { violations } from './axe.mjs';
import { DESKTOP, newContext } from './browser.mjs';
import { channels, contrast, luminance } from './colour.mjs';
import { infoOf, textsOf } from './engines/sheets.mjs';
import { BOTH_DIRECTIONS, none, openBrowser, openSite } from './suite.mjs';

const WHITE = 'rgb(255, 255, 255)';
const site = await openSite();
const browser = await openBrowser();

describe('on paper', () => {
  let tab;
  before(async () => (tab = await (await newContext(browser, { viewport: DESKTOP })).newPage()));
  after(() => tab.context().close());

  for (const page of site.pages) {
    test(`${page.path} prints its text and no navigation`, async () => {
      await open(tab, page, { media: 'print', colorScheme: 'light' });
      const { useless, main } = await tab.evaluate(whatPrints);
      none(useless, 'shown on paper');
      assert.ok(main > 20, 'the text is there');
    });
    test(`${page.path} prints the addresses of its links`, async () => {
      await open(tab, page, { media: 'print', colorScheme: 'light' });
      none((await tab.evaluate(linksOnPaper)).filter(notWritten).map(({ href, text }) => `${href}: ${text}`), 'links without their address');
    });
    for (const colorScheme of ['light', 'dark']) {
      test(`${page.path} prints black on white from a ${colorScheme} screen`, async () => {
        await open(tab, page, { media: 'print', colorScheme });
        none(await inksOf(tab), 'not black on white');
      });
    }
  }

  for (const lang of BOTH_DIRECTIONS) {
    for (const name of ['home', 'contact']) {
      test(`${name} in ${lang} becomes a PDF of one to six pages`, async () => {
        await open(tab, site.page(lang, name), {});
        checkPdf(await tab.pdf({ format: 'A4', preferCSSPageSize: true }));
      });
    }
  }
});

describe('the guide on paper', () => {
  let tab;
  before(async () => (tab = await (await newContext(browser, { viewport: DESKTOP })).newPage()));
  after(() => tab.context().close());

  for (const lang of BOTH_DIRECTIONS) {
    for (const format of ['A4', 'Letter']) {
      test(`in ${lang} on ${format}, the contents name the sheet of every chapter`, async () => {
        await open(tab, site.page(lang, 'guide'), {});
        const { chapters, version } = await tab.evaluate(guideOnScreen);
        const pdf = await tab.pdf({ format });
        const sheets = await textsOf(pdf);
        assert.equal(Number((await infoOf(pdf)).Pages), sheets.length);
        const [first, ...rest] = sheets;
        none(sheets.map((_, index) => `${index + 1} / ${sheets.length}`).filter((number, index) => !lines(sheets[index]).includes(number)), 'sheets without their number');
        assert.ok(chapters.length > 5 && first.includes(version), `the version ${version} is on the first sheet`);
        for (const [index, lead] of chapters.entries()) {
          const number = `${index + 1}-1`;
          assert.ok(first.includes(number), `the contents have ${number}`);
          const begun = rest.filter((sheet) => lines(sheet).includes(number));
          assert.equal(begun.length, 1, `one sheet is ${number}`);
          assert.equal(outOfOrder(lead, begun[0]), undefined, `${number} begins with: ${lead}`);
        }
      });
    }
  }
});

/** Runs in the browser: the first paragraph of every chapter, and the version of the content. */
function guideOnScreen() {
  const leads = [...document.querySelectorAll('.chapter > .lead')].map((lead) => lead.innerText);
  return { chapters: leads, version: document.querySelector('.opening').innerText.match(/\b[0-9a-f]{8}\b/)[0] };
}

function lines(sheet) {
  return sheet.split('\n').map((line) => line.trim());
}

/**
 * The first word of `text` that does not follow the one before it on a sheet. Words with a lam or an alef maqsura are
 * left out: these are drawn as one glyph with the next letter, and poppler reads the letters of a glyph backwards.
 */
function outOfOrder(text, sheet) {
  const plain = (words) => words.normalize('NFKD').replace(/\p{M}/gu, '');
  const words = plain(text).match(/[\p{L}\p{N}]{3,}/gu).filter((word) => !/[\u0644\u0649]/.test(word));
  assert.ok(words.length > 2, text);
  const read = plain(sheet).replace(/\s/g, '');
  let from = 0;
  return words.find((word) => {
    const at = read.indexOf(word, from);
    from = at + word.length;
    return at < 0;
  });
}

describe('in forced colours', () => {
  for (const lang of BOTH_DIRECTIONS) {
    for (const name of ['home', 'contact']) {
      for (const colorScheme of ['light', 'dark']) {
        test(`${name} in ${lang}, ${colorScheme}, shows the focus and where the reader is, and axe finds nothing`, () =>
          checkForcedColours(site.page(lang, name), colorScheme));
      }
    }
  }
});

async function open(tab, page, media) {
  await tab.emulateMedia({ media: null, ...media });
  const address = site.base + page.path;
  if (tab.url() !== address) await tab.goto(address);
}

/** Runs in the browser: what is of no use on paper and yet shown, and how many letters of the text are. */
function whatPrints() {
  const shown = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0 && element.getBoundingClientRect().width > 1;
  const useless = 'body nav:not(main nav),main nav a[href^="#"],body>footer a,form,button,select,a[href^="#"]:not(main *)';
  // The contents of the guide name its sheets.
  const isOfSheets = (one) => one.closest('main:has(.chapter) .contents');
  const names = [...document.querySelectorAll(useless)].filter((one) => shown(one) && !isOfSheets(one)).map((one) => `<${one.localName}> ${one.innerText.trim().replace(/\s+/g, ' ').slice(0, 60)}`);
  return { useless: names, main: document.querySelector('main').innerText.trim().length };
}

/** Runs in the browser: every link in the text that is shown, with the words around it and what CSS adds to it. */
function linksOnPaper() {
  const added = (link, side) => {
    const { content } = getComputedStyle(link, side);
    if (content === 'none' || content === 'normal') return '';
    return content.replace(/attr\(([a-z-]+)\)/g, (_, name) => link.getAttribute(name) ?? '');
  };
  return [...document.querySelectorAll('main a[href]:not([href^="#"])')]
    .filter((link) => link.checkVisibility() && link.innerText.trim())
    .map((link) => ({
      href: link.href,
      text: [added(link, '::before'), link.innerText, added(link, '::after')].join(' '),
      around: link.parentElement.innerText,
    }));
}

/** A number or an address may be the link's own words, or stand beside it; any other address has to be written out. */
function notWritten({ href, text, around }) {
  const digits = (words) => words.replace(/\D/g, '');
  if (href.startsWith('tel:')) return !digits(text + around).includes(digits(href).slice(-10));
  const plain = href.replace(/^(mailto:|geo:|https?:\/\/)/, '').replace(/\/$/, '');
  return !`${text} ${around}`.includes(plain || href);
}

/** Every text on paper: black enough, and on nothing but white. */
async function inksOf(tab) {
  const inks = await tab.evaluate(inkOfTexts);
  const [body] = inks;
  const page = luminance(body.colour) === 0 ? [] : [`the text of the page is ${body.colour}`];
  const faulty = inks.filter(({ colour, grounds }) => contrast(colour, WHITE) < 7 || grounds.some((ground) => !isPaper(ground)));
  return [...page, ...faulty.map(({ name, colour, grounds }) => `${name}: ${colour} on ${grounds.join(', ')}`)];
}

function isPaper(ground) {
  return ground === WHITE || channels(ground)[3] === 0;
}

/** Runs in the browser. */
function inkOfTexts() {
  const hasWords = (element) => [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const grounds = (element) => (element ? [getComputedStyle(element).backgroundColor, ...grounds(element.parentElement)] : []);
  const texts = [...document.body.querySelectorAll('*:not(svg *)')].filter((one) => hasWords(one) && one.checkVisibility());
  return [document.body, ...texts].map((one) => ({
    name: `<${one.localName}> ${one.innerText?.trim().slice(0, 40)}`,
    colour: getComputedStyle(one).color,
    grounds: [...new Set(grounds(one))],
  }));
}

function checkPdf(bytes) {
  const source = bytes.toString('latin1');
  assert.match(source, /^%PDF-/);
  const pages = source.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  assert.ok(pages >= 1 && pages <= 6, `${pages} pages`);
  assert.match(source, /\/Font\b/, 'there are letters in it');
}

async function checkForcedColours(page, colorScheme) {
  const context = await newContext(browser, { viewport: DESKTOP, colorScheme, forcedColors: 'active' });
  try {
    const tab = await context.newPage();
    await tab.goto(site.base + page.path);
    assert.ok(await tab.evaluate(() => matchMedia('(forced-colors: active)').matches));
    none(await violations(tab), 'axe');
    const current = await tab.evaluate(currentItems);
    // The menu has no link to the home page: its brand is one.
    assert.ok(current.length >= (page.name === 'home' ? 1 : 2), 'the language and the page are marked as current');
    none(current.filter(({ marked }) => !marked).map(({ text }) => text), 'current items that look like the others');
    await tab.keyboard.press('Tab');
    const { outlineStyle, outlineWidth, outlineColor, ground } = await tab.evaluate(focusLook);
    assert.ok(outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2, 'the focus has a ring');
    assert.ok(contrast(outlineColor, ground) >= 3, `the ring, ${outlineColor} on ${ground}, stands out`);
  } finally {
    await context.close();
  }
}

/** Runs in the browser: whether each current item differs from its neighbours by more than a colour. */
function currentItems() {
  const look = (element) => {
    const { textDecorationLine, fontWeight, borderBlockEndStyle, borderBlockStartStyle, borderInlineStartStyle, outlineStyle } = getComputedStyle(element);
    return [textDecorationLine, fontWeight, borderBlockEndStyle, borderBlockStartStyle, borderInlineStartStyle, outlineStyle].join();
  };
  return [...document.querySelectorAll('nav [aria-current]')].map((item) => {
    const other = [...item.closest('nav').querySelectorAll('a')].find((link) => !link.hasAttribute('aria-current'));
    return { text: item.innerText, marked: item.checkVisibility() && Boolean(other) && look(item) !== look(other) };
  });
}

/** Runs in the browser. */
function focusLook() {
  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(document.activeElement);
  return { outlineStyle, outlineWidth, outlineColor, ground: getComputedStyle(document.body).backgroundColor };
}
