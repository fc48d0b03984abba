// What goes over the wire: every page fits the first flight of a new connection, and every answer
// carries the header set, each header once.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ask, textOf, values } from './raw.mjs';
import { none, openSite } from './suite.mjs';

const LIMIT = 14_000;
const LIMIT_OF = { guide: 40_000 };
const NOBODY = ['accelerometer', 'autoplay', 'camera', 'display-capture', 'encrypted-media', 'fullscreen', 'geolocation', 'gyroscope',
  'magnetometer', 'microphone', 'midi', 'payment', 'picture-in-picture', 'publickey-credentials-get', 'screen-wake-lock', 'usb', 'xr-spatial-tracking'];

/** Each exactly once, on every answer. */
const ALWAYS = {
  'content-security-policy': { test: isOurPolicy },
  'x-content-type-options': /^nosniff$/,
  'x-frame-options': /^DENY$/,
  'referrer-policy': /^no-referrer$/,
  'cross-origin-opener-policy': /^same-origin$/,
  'cross-origin-embedder-policy': /^require-corp$/,
  'cross-origin-resource-policy': /^same-origin$/,
  'strict-transport-security': /^max-age=63072000$/,
  'permissions-policy': new RegExp(`^${NOBODY.map((name) => `${name}=\\(\\)`).join(', ')}$`),
  'content-language': /^[A-Za-z]{2,3}(-[A-Za-z0-9]+)*(, [A-Za-z]{2,3}(-[A-Za-z0-9]+)*)*$/,
};

/** `connect-src 'self'` lets Lighthouse fetch robots.txt, which it does as the page; nothing else of ours connects. */
function isOurPolicy(policy) {
  const [styles, ...others] = policy.split('; ').sort((a, b) => b.startsWith('style-src') - a.startsWith('style-src'));
  const wanted = ["default-src 'none'", "img-src 'self' data:", "connect-src 'self'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"];
  return /^style-src( 'sha256-[A-Za-z0-9+/]{43}=')+$/.test(styles) && others.sort().join() === wanted.sort().join();
}

/** On no answer. */
const NEVER = /^(server|set-cookie|x-powered-by|access-control-.*)$/;

// As it is served: with a name, which stands in every page many times over, and over https, which costs a header.
const site = await openSite({ flags: ['--base-url', 'https://patients.example'] });

for (const page of site.pages) {
  const limit = LIMIT_OF[page.name] ?? LIMIT;
  describe(page.path, () => {
    for (const coding of ['br', 'gzip']) {
      test(`${page.path} takes at most ${limit} bytes as ${coding}, headers included`, () => checkWeight(page, coding, limit));
    }
    test(`${page.path} has every header of the set once, and says how long it may be kept`, async () => {
      const answer = await ask(site.base, page.path);
      checkHeaders(answer, page.lang);
      assert.equal(values(answer, 'cache-control').length, 1);
    });
    test(`${page.path} says the same in every coding`, () => checkCodings(page));
    test(`HEAD ${page.path} has the headers of GET and no body`, () => checkHead(page));
  });
}

/** The page in two languages, or the hours by another clock. */
const limitOf = (view) => (view.other ? 30_000 : LIMIT);

describe('views of a page', () => {
  for (const view of site.views) {
    test(`${view.path} takes at most ${limitOf(view)} bytes as gzip, headers included`, () => checkWeight(view, 'gzip', limitOf(view)));
  }
});

async function checkWeight(page, coding, limit) {
  const answer = await ask(site.base, page.path, { headers: { 'Accept-Encoding': coding } });
  assert.equal(answer.status, page.status);
  assert.deepEqual(values(answer, 'content-encoding'), [coding]);
  assert.ok(answer.bytes <= limit, `${answer.bytes} bytes`);
}

function checkHeaders(answer, lang) {
  const faults = Object.entries(ALWAYS).flatMap(([name, rule]) => {
    const found = values(answer, name);
    return found.length === 1 && rule.test(found[0]) ? [] : [`${name}: ${JSON.stringify(found)}`];
  });
  const unwanted = answer.headers.filter(([name]) => NEVER.test(name)).map(([name]) => `${name} is there`);
  const names = answer.headers.map(([name]) => name);
  const doubled = names.filter((name, index) => names.indexOf(name) !== index).map((name) => `${name} is doubled`);
  if (lang && values(answer, 'content-language')[0] !== lang) faults.push(`content-language is not ${lang}`);
  none([...faults, ...unwanted, ...doubled], 'headers');
}

async function checkCodings(page) {
  const [plain, br, gzip] = await Promise.all(
    ['identity', 'br', 'gzip'].map((coding) => ask(site.base, page.path, { headers: { 'Accept-Encoding': coding } })),
  );
  const [one, ...others] = [plain, br, gzip].map(textOf);
  for (const other of others) assert.equal(other, one);
  for (const answer of [plain, br, gzip]) assert.match(values(answer, 'vary').join(', '), /\bAccept-Encoding\b/i);
}

async function checkHead(page) {
  for (const coding of ['identity', 'br', 'gzip']) {
    const [get, head] = await Promise.all(
      ['GET', 'HEAD'].map((method) => ask(site.base, page.path, { method, headers: { 'Accept-Encoding': coding } })),
    );
    assert.equal(head.status, get.status);
    assert.deepEqual(timeless(head), timeless(get), coding);
    assert.equal(head.body.length, 0);
  }
}

/** `Date` may differ between two answers; nothing else may. */
function timeless(answer) {
  return answer.headers.filter(([name]) => name !== 'date').sort();
}

describe('other answers', () => {
  const OTHERS = [
    ['a redirect from / to a language', 302, '/', { headers: { 'Accept-Language': 'ar' } }],
    ['a page without a language', 404, '/no-such-page', {}],
    ['an unknown method', 405, '/en/', { method: 'POST', headers: { 'Content-Length': '0' } }],
    ['OPTIONS', 204, '/en/', { method: 'OPTIONS' }],
    ['the sitemap', 200, '/sitemap.xml', {}],
    ['robots.txt', 200, '/robots.txt', {}],
  ];
  for (const [name, status, path, options] of OTHERS) {
    test(`${name} is a ${status} with every header of the set once`, async () => {
      const answer = await ask(site.base, path, options);
      assert.equal(answer.status, status);
      checkHeaders(answer);
    });
  }

  test('a page that has not changed is a 304 with every header of the set once', async () => {
    const [tag] = values(await ask(site.base, '/en/'), 'etag');
    const answer = await ask(site.base, '/en/', { headers: { 'If-None-Match': tag } });
    assert.equal(answer.status, 304);
    assert.equal(answer.body.length, 0);
    checkHeaders(answer, 'en');
  });
});
