// The preview in every engine: a page reloads by itself, the report of a broken edit lies over it until it is
// mended, and the preview's own pages keep to what the site keeps to.

import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, describe, test } from 'node:test';
import { violations } from './axe.mjs';
import { DESKTOP, PHONE } from './browser.mjs';
import * as chromium from './engines/chromium.mjs';
import * as firefox from './engines/firefox.mjs';
import * as webkit from './engines/webkit.mjs';
import { sideways } from './layout.mjs';
import { root, startPreview } from './site.mjs';
import { none } from './suite.mjs';

const NARROW = { width: 320, height: 640 };
/** How long a change may take to be seen; it takes about a second. */
const LIMIT_MS = 20_000;

const directory = mkdtempSync(join(tmpdir(), 'preview-'));
cpSync(join(root, 'tests/fixtures/other-hospital'), directory, { recursive: true });
const file = join(directory, 'de/contact.toml');
const original = readFileSync(file, 'utf8');
const preview = await startPreview(directory);

after(async () => {
  await preview.stop();
  rmSync(directory, { recursive: true });
});

for (const { name, open } of [chromium, firefox, webkit]) {
  describe(`in ${name}`, () => inEngine(open));
}

function inEngine(open) {
  let engine;
  const at = async (path, size = DESKTOP) => {
    engine ??= await open();
    await engine.goDirectly(preview.base + path, size);
  };
  after(() => engine?.close());
  afterEach(() => writeFileSync(file, original));

  for (const path of ['/', '/de/contact', '/he/plan', '/_preview/beside?path=/de/contact']) {
    test(`${path} has nothing that axe objects to`, async () => {
      await at(path);
      await engine.evaluate(openDetails);
      none(await violations(engine), 'axe');
    });
  }

  for (const path of ['/', '/de/contact', '/he/plan']) {
    test(`${path} fits a narrow screen`, async () => {
      await at(path, NARROW);
      await engine.evaluate(openDetails);
      none(await engine.evaluate(sideways), 'too wide');
      if (path === '/') none(await violations(engine), 'axe');
    });
  }

  test('a page reloads by itself when its words change', async () => {
    await at('/de/contact', PHONE);
    const title = () => engine.evaluate(() => document.title);
    assert.doesNotMatch(await title(), /Neue Worte/);
    edit('title = "', 'title = "Neue Worte: ');
    await until(async () => (await title()).includes('Neue Worte'), 'the new words are shown');
  });

  test('a broken edit is shown over the page, Escape closes it, and it goes when it is mended', async () => {
    await at('/de/contact');
    await until(async () => !(await engine.evaluate(report)).open, 'there is no report');
    edit('title = "', 'titel = "');
    await until(async () => (await engine.evaluate(report)).open, 'the report is there');
    const found = await engine.evaluate(report);
    assert.match(found.text, /de\/contact\.toml:2/);
    assert.match(found.text, /titel = "/);
    assert.match(found.text, /did you mean `title`/);
    assert.deepEqual({ role: found.role, focused: found.focused }, { role: 'alertdialog', focused: true });
    none(await violations(engine), 'axe');
    await engine.press('Escape');
    await until(async () => !(await engine.evaluate(report)).open, 'Escape closes it');
    edit('nav = "', 'naw = "');
    await until(async () => (await engine.evaluate(report)).text.includes('naw'), 'the next report is there');
    await until(async () => (await engine.evaluate(report)).open, 'it is open');
    writeFileSync(file, original);
    await until(async () => !(await engine.evaluate(report)).open, 'it goes when it is mended');
  });

  test('a page that is opened while the content is broken shows the report, and so does the desk', async () => {
    await at('/de/');
    edit('title = "', 'titel = "');
    await until(async () => (await engine.evaluate(report)).open, 'the report is there');
    await at('/de/hours');
    await until(async () => (await engine.evaluate(report)).focused, 'the report is there at once');
    await at('/');
    assert.ok(await engine.evaluate(() => document.body.innerText.includes('did you mean `title`')));
    writeFileSync(file, original);
    await until(() => engine.evaluate(() => !document.body.innerText.includes('did you mean `title`')), 'the desk is reloaded');
  });
}

/** Changes the first `from` of the file as it is now. */
function edit(from, to) {
  writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));
}

/** Runs in the browser: what the bar and the desk hide at first is looked at, too. */
function openDetails() {
  for (const details of document.querySelectorAll('details')) details.open = true;
}

/** Runs in the browser. */
function report() {
  const dialog = document.getElementById('preview-report');
  return { open: dialog.open, role: dialog.role ?? dialog.getAttribute('role'), text: dialog.textContent, focused: dialog.open && dialog.contains(document.activeElement) };
}

async function until(condition, what) {
  const last = Date.now() + LIMIT_MS;
  // Between two documents nothing can be evaluated.
  while (!(await condition().catch(() => false))) {
    if (Date.now() > last) assert.fail(`not within ${LIMIT_MS} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
