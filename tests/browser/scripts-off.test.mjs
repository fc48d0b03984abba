// Without scripts nothing is missing, because there are none.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PHONE, newContext } from './browser.mjs';
import { openReader } from './markup.mjs';
import { ask, textOf } from './raw.mjs';
import { none, openBrowser, openSite } from './suite.mjs';

const site = await openSite();
const browser = await openBrowser();
const read = await openReader(browser);

let tab;
before(async () => (tab = await (await newContext(browser, { viewport: PHONE, javaScriptEnabled: false })).newPage()));
after(() => tab.context().close());

for (const page of site.pages) {
  test(`${page.path} shows its heading and its text with scripts off`, async () => {
    await tab.goto(site.base + page.path);
    const heading = (await tab.locator('h1').innerText()).trim();
    const main = (await tab.locator('main').innerText()).trim();
    assert.ok(await tab.locator('h1').isVisible(), 'the heading is visible');
    assert.notEqual(heading, '');
    assert.ok(main.length >= heading.length + 20, `the text is more than its heading: ${main}`);
    assert.equal(await tab.locator('noscript').count(), 0, 'nothing is said only to those without scripts');
  });

  test(`${page.path} has no script, no event handler and no style attribute in its source`, async () => {
    const html = textOf(await ask(site.base, page.path));
    const { scripts, attributes } = await read(html);
    none(scripts.filter((type) => type !== 'application/ld+json').map((type) => `<script type="${type}">`), 'scripts');
    none(attributes.filter(inlineCode).map(({ on, name, value }) => `<${on} ${name}="${value}">`), 'attributes');
  });
}

function inlineCode({ name, value }) {
  return name === 'style' || /^on[a-z]+$/.test(name) || /^\s*javascript:/i.test(value);
}
