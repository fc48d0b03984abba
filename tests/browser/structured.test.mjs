// The structured data, compiled as TypeScript against the types of schema.org (schema-dts): every property
// belongs to its type, and every value is of a type that the property takes.

import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import ts from 'typescript';
import { ask, textOf } from './raw.mjs';
import { none, openSite } from './suite.mjs';

const TYPES = join(createRequire(import.meta.url).resolve('schema-dts'), '../schema.d.ts');
const BASE = 'https://patients.example';
/** The pages that say where the centre is, and when it is open; on the others there is no room for more. */
const WITH_CENTER = ['contact', 'hours'];

const site = await openSite({ flags: ['--base-url', BASE] });
const folder = await mkdtemp(join(tmpdir(), 'patient-center-structured-'));
after(() => rm(folder, { recursive: true }));

const written = [];
for (const page of site.pages.filter(({ name }) => WITH_CENTER.includes(name))) {
  const html = textOf(await ask(site.base, page.path));
  const found = [...html.matchAll(/<script type="application\/ld\+json">([^<]*)<\/script>/g)].map(([, json]) => json);
  written.push({ page, found });
}
const known = new Set(site.pages.map(({ path }) => BASE + path));

/** What the compiler says of values, each declared as a web page, by their index. */
async function compile(values) {
  const lines = values.map((json, index) => `export const page${index}: WithContext<WebPage> = ${json};`);
  const file = join(folder, 'pages.ts');
  await writeFile(file, ["import type { WebPage, WithContext } from 'schema-dts';", ...lines, ''].join('\n'));
  const options = {
    noEmit: true, strict: true, skipLibCheck: true, types: [], target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler, paths: { 'schema-dts': [TYPES] },
  };
  const faults = ts.getPreEmitDiagnostics(ts.createProgram([file], options));
  const said = values.map(() => []);
  for (const { file: source, start, messageText } of faults) {
    const words = ts.flattenDiagnosticMessageText(messageText, ' ');
    assert.ok(source, words);
    const { line } = source.getLineAndCharacterOfPosition(start);
    assert.ok(said[line - 1], `line ${line + 1}: ${words}`);
    said[line - 1].push(words);
  }
  return said;
}

const page = (more) => JSON.stringify({ '@context': 'https://schema.org', '@type': 'WebPage', ...more });
const broken = [
  page({ opens: '08:00' }),
  page({ about: { '@type': 'Place', openingHoursSpecification: { '@type': 'OpeningHoursSpecification', dayOfWeek: 'Someday' } } }),
  page({ isAccessibleForFree: 'yes' }),
];
const said = await compile([...written.map(({ found }) => found[0] ?? '{}'), ...broken]);

test('there is structured data in every language', () => assert.equal(written.length, WITH_CENTER.length * site.languages.length));

test('the compiler sees a fault where there is one', () => {
  for (const faults of said.slice(written.length)) assert.equal(faults.length, 1, faults.join());
});

for (const [index, { page: { path, lang }, found }] of written.entries()) {
  test(`${path} has structured data as schema.org defines it`, () => {
    assert.equal(found.length, 1);
    none(said[index], path);
    const data = JSON.parse(found[0]);
    assert.equal(data.inLanguage, lang);
    assert.equal(data.isAccessibleForFree, true);
    const items = data.breadcrumb.itemListElement;
    assert.deepEqual(items.map(({ position }) => position), [1, 2]);
    // The last one is the page itself.
    assert.ok(known.has(items[0].item), items[0].item);
    assert.match(data.about.location.address.addressCountry, /^[A-Z]{2}$/);
  });
}
