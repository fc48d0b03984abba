// Every address in any page leads somewhere: inside the site to an answer and to a fragment that exists,
// outside it by a scheme that readers' devices know, well-formed.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openReader } from './markup.mjs';
import { ask, textOf, values } from './raw.mjs';
import { none, openBrowser, openSite } from './suite.mjs';

const site = await openSite();
const read = await openReader(await openBrowser());

/** One request for each address, however many pages lead there. */
const answers = new Map();

function answerOf(path) {
  if (!answers.has(path)) answers.set(path, fetchAnswer(path));
  return answers.get(path);
}

async function fetchAnswer(path) {
  const answer = await ask(site.base, path);
  const isPage = /^text\/html\b/.test(values(answer, 'content-type')[0] ?? '');
  return { status: answer.status, ...(isPage ? await read(textOf(answer)) : { ids: [], addresses: [] }) };
}

const SCHEMES = {
  'https:': (href) => URL.canParse(href) && new URL(href).hostname.includes('.'),
  'tel:': (href) => /^tel:\+[1-9]\d{6,14}(;ext=\d+)?$/.test(href),
  'mailto:': (href) => /^mailto:([^\s@?]+@[^\s@?]+\.[^\s@?.]+)?(\?subject=[^\s&]+(&body=[^\s&]+)?)?$/.test(href),
  'geo:': (href) => isPlace(href.match(/^geo:(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)(?:;u=\d+)?(?:\?[^\s]+)?$/)),
  'data:': (href) => /^data:(image\/[a-z+]+(;base64)?)?,/.test(href),
};

function isPlace(match) {
  return Boolean(match) && Math.abs(Number(match[1])) <= 90 && Math.abs(Number(match[2])) <= 180;
}

async function faultOf(address, from) {
  const target = URL.canParse(address, site.base + from) ? new URL(address, site.base + from) : undefined;
  if (!target) return `${address} is no address`;
  if (target.origin !== site.base) return SCHEMES[target.protocol]?.(address) ? undefined : `${address} is not well-formed, or of an unknown kind`;
  const answer = await answerOf(target.pathname + target.search);
  const own = target.pathname === new URL(from, site.base).pathname;
  if (answer.status !== 200 && !(own && answer.status === 404)) return `${address} answers ${answer.status}`;
  const fragment = decodeURIComponent(target.hash.slice(1));
  return fragment && !answer.ids.includes(fragment) ? `${address}: nothing there has the id ${fragment}` : undefined;
}

for (const page of [...site.pages, ...site.views]) {
  test(`every address in ${page.path} leads somewhere`, async () => {
    const { addresses, status } = await answerOf(page.path);
    assert.equal(status, page.status);
    assert.ok(addresses.length > 0, 'the page has links');
    const faults = await Promise.all([...new Set(addresses)].map((address) => faultOf(address, page.path)));
    none(faults.filter(Boolean), 'addresses');
  });

  test(`no id is used twice in ${page.path}`, async () => {
    const { ids } = await answerOf(page.path);
    none(ids.filter((id, index) => ids.indexOf(id) !== index), 'ids');
  });
}
