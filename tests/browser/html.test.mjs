// Every page as it is served, the style sheet and the drawings, by the W3C's checker: no error, no warning.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, test } from 'node:test';
import { ask, textOf } from './raw.mjs';
import { root } from './site.mjs';
import { none, openSite } from './suite.mjs';

const CHECKER = join(createRequire(import.meta.url).resolve('vnu-jar/package.json'), '../build/dist/vnu.jar');

/** Exact messages that are the checker's fault, each with its reason. */
const CHECKER_IS_BEHIND = new Map([
  ['CSS: “vector-effect”: Property “vector-effect” doesn\'t exist.', 'it does, in SVG 2, and every engine draws by it'],
  ['CSS: “page-margin-safety”: Property “page-margin-safety” doesn\'t exist.', 'it does, in CSS Paged Media 4, and Chromium has it'],
]);

const site = await openSite();
const folder = await mkdtemp(join(tmpdir(), 'patient-center-html-'));
after(() => rm(folder, { recursive: true }));

/** What the checker says of files, by file; one start of Java for all of them. */
async function check(files, ...flags) {
  assert.ok(files.length > 0, 'there is something to check');
  const said = await run('java', ['-jar', CHECKER, '--stdout', '--format', 'json', ...flags, ...files]);
  const { messages } = JSON.parse(said);
  const wrong = messages.filter(({ type, subType, message }) => (type !== 'info' || subType === 'warning') && !CHECKER_IS_BEHIND.has(message));
  const general = wrong.filter(({ url }) => !url).map(({ message }) => message);
  const of = (file) => wrong.filter(({ url }) => url && fileURLToPath(url) === file).map(inWords);
  return (file) => [...general, ...of(file)];
}

/** The checker's exit code says that it found something; what it found is on standard output. */
function run(command, args) {
  return new Promise((resolve, reject) => {
    execFile(command, args, { maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
      if (stdout.trim()) resolve(stdout);
      else reject(new Error(`${command} said nothing: ${error?.message ?? ''} ${stderr}`));
    });
  });
}

function inWords({ type, subType, lastLine, lastColumn, message, extract }) {
  return `${lastLine}:${lastColumn}: ${subType ?? type}: ${message} … ${(extract ?? '').replace(/\s+/g, ' ').slice(0, 160)}`;
}

async function filesBelow(place, extension) {
  const names = await readdir(join(root, place), { recursive: true });
  return names.filter((name) => name.endsWith(extension)).map((name) => join(root, place, name));
}

const saved = new Map();
for (const page of [...site.pages, ...site.views]) {
  const file = join(folder, `${page.lang ?? 'any'}-${page.name}.html`);
  await writeFile(file, textOf(await ask(site.base, page.path, { headers: { 'Accept-Encoding': 'identity' } })));
  saved.set(page.path, file);
}
const broken = join(folder, 'broken.html');
await writeFile(broken, '<!doctype html><html lang=en><title>x</title><p><p id=a><p id=a>');
const inPages = await check([...saved.values(), broken]);

test('the checker sees a fault where there is one', () => assert.match(inPages(broken).join(), /Duplicate ID/));

for (const [path, file] of saved) {
  test(`${path} is valid HTML with valid CSS`, () => none(inPages(file), path));
}

for (const [kind, places] of [['css', ['static']], ['svg', ['content', 'static']]]) {
  const files = (await Promise.all(places.map((place) => filesBelow(place, `.${kind}`)))).flat();
  const inFile = await check(files, `--${kind}`);
  for (const file of files) {
    test(`${relative(root, file)} is valid ${kind.toUpperCase()}`, () => none(inFile(file), file));
  }
}
