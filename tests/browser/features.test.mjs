// docs/browsers.md has a row for each newer feature of the style sheet and the templates, and none that they do not use.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from './site.mjs';
import { none } from './suite.mjs';

/** Newer features that the pages use or may use one day, as they are written. */
const NEWER = [
  ':has(', ':is(', ':focus-visible', ':popover-open', '::details-content', ':dir(', '@container', '@layer', '@property', '@starting-style', 'anchor-name', 'aspect-ratio', 'clamp(',
  'clip-path', 'color-mix(', 'color-scheme', 'forced-colors', 'hyphens: auto', 'inset-inline', 'light-dark(', 'mask-image', 'match-parent', 'oklch(',
  'overflow-wrap: anywhere', 'popovertarget', 'prefers-color-scheme', 'print-color-adjust', 'subgrid', 'text-autospace', 'text-decoration-thickness',
  'text-spacing-trim', 'text-underline-offset', 'text-wrap: balance', 'text-wrap: pretty', 'unicode-bidi: isolate', 'break-inside: avoid', 'auto-phrase',
];

const read = (...path) => readFileSync(join(root, ...path), 'utf8');
const templates = readdirSync(join(root, 'templates'), { recursive: true }).filter((name) => name.endsWith('.html'));
const source = [read('static', 'style.css').replace(/\/\*[^]*?\*\//g, ''), ...templates.map((name) => read('templates', name))].join('\n');
const rows = read('docs', 'browsers.md').split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| feature'));

test('every newer feature that is used has a row', () => {
  none(NEWER.filter((feature) => source.includes(feature) && !rows.some((row) => row.includes(feature))), 'not in docs/browsers.md');
});

test('every row has versions, and a feature that is used', () => {
  const named = (row) => [...row.split('|')[1].matchAll(/`([^`]+)`/g)].map(([, code]) => code);
  none(rows.filter((row) => !named(row).some((code) => source.includes(code))), 'not used');
  for (const row of rows) assert.equal(row.split('|').length, 8, row);
});
