// What a messenger, a mail program or a social network makes of a link to any page: Open Graph, read by a parser of its
// own, and the picture, asked for as they do.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import scrape from 'open-graph-scraper';
import { PNG } from 'pngjs';
import { ask, textOf, values } from './raw.mjs';
import { openSite } from './suite.mjs';

const BASE = 'https://patients.example';
const site = await openSite({ flags: ['--base-url', BASE] });

/** What the parser reads from a page that was asked for under a foreign name. */
async function previewOf(path) {
  const answer = await ask(site.base, path, { headers: { Host: 'elsewhere.example' } });
  const { error, result } = await scrape({ html: textOf(answer) });
  assert.equal(error, false, path);
  return result;
}

const pictures = new Map();

describe('previews of links', () => {
  // A page to send to a patient is not indexed, and so has no preview of its own.
  for (const page of site.pages.filter(({ status, name }) => status === 200 && name !== 'send')) {
    test(`${page.path} says what a preview shows`, async () => {
      const { path } = page;
      const found = await previewOf(path);
      assert.equal(found.ogUrl, BASE + path);
      assert.equal(found.ogType, 'website');
      assert.equal(found.twitterCard, 'summary_large_image');
      assert.match(found.ogLocale, /^[a-z]{2}_[A-Z]{2}$/);
      for (const words of [found.ogTitle, found.ogDescription, found.ogSiteName]) assert.ok(words?.trim(), path);
      const [picture, ...others] = found.ogImage;
      assert.deepEqual(others, []);
      assert.ok(picture.url.startsWith(`${BASE}/static/preview-`), picture.url);
      assert.deepEqual([picture.width, picture.height, picture.type].map(String), ['1200', '630', 'png']);
      assert.ok(picture.alt.includes(found.ogSiteName), picture.alt);
      pictures.set(picture.url, page.lang);
    });
  }

  // The hours by another clock have none, so that they are short enough.
  for (const view of site.views.filter(({ path }) => !path.includes('zone='))) {
    test(`${view.path} has the preview of its page`, async () => {
      const [found, plain] = await Promise.all([previewOf(view.path), previewOf(view.path.split('?')[0])]);
      assert.deepEqual([found.ogUrl, found.ogTitle, found.ogImage], [plain.ogUrl, plain.ogTitle, plain.ogImage]);
    });
  }

  test('an error has none', async () => {
    const missing = site.pages.find(({ status }) => status === 404);
    const answer = await ask(site.base, missing.path);
    assert.ok(!textOf(answer).includes('og:'));
  });

  test('the pictures are there, small, and for everyone', async () => {
    assert.ok(pictures.size > 0);
    let whole = 0;
    for (const url of pictures.keys()) {
      const answer = await ask(site.base, url.slice(BASE.length));
      assert.equal(answer.status, 200, url);
      assert.deepEqual(values(answer, 'content-type'), ['image/png']);
      assert.deepEqual(values(answer, 'cross-origin-resource-policy'), ['cross-origin']);
      assert.deepEqual(values(answer, 'cache-control'), ['max-age=31536000, immutable']);
      const { width, height } = PNG.sync.read(answer.body);
      assert.deepEqual([width, height], [1200, 630]);
      assert.ok(answer.body.length <= 60_000, `${answer.body.length} bytes`);
      whole += answer.body.length;
    }
    assert.ok(whole <= 60_000 * site.languages.length, `${whole} bytes`);
  });

  test('the icon of the home screen is where phones look for it', async () => {
    const answer = await ask(site.base, '/apple-touch-icon.png');
    assert.equal(answer.status, 200);
    const { width, height, data } = PNG.sync.read(answer.body);
    assert.deepEqual([width, height], [180, 180]);
    // Opaque: phones put black behind what is not.
    for (let at = 3; at < data.length; at += 4) assert.equal(data[at], 255);
  });
});
