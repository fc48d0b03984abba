// The MDN HTTP Observatory over the site as the world sees it: https, and http that leads to it.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startSite } from '../browser/site.mjs';
import { startIngress } from './ingress.mjs';

// 100, and for the policies of content 10, of referrers 5, of frames 5 and of resources 10. The rest of the extra
// credit is for what is not here: cookies 5, scripts 5, a host on the list that browsers are shipped with 5.
const BEST = { algorithmVersion: 4, grade: 'A+', score: 130, testsFailed: 0 };
const PATHS = ['/', '/en/', '/ar/contact', '/zh-Hans/guide', '/en/contact?with=ar', '/en/hours?zone=Asia/Riyadh'];
const LIMIT_MS = 120_000; // for one request; its own ten seconds are too few for a machine that is busy

let ingress, site, found;

before(async () => {
  haveList(new URL('node_modules/@mdn/mdn-http-observatory/conf/hsts-preload.json', import.meta.url));
  ingress = await startIngress();
  site = await startSite(['--base-url', `https://${ingress.host}`]);
  ingress.leadTo(site.base);
  found = await observe(PATHS.map((path) => ingress.host + path));
});

after(async () => {
  ingress?.close();
  await site?.stop();
});

for (const path of PATHS) {
  test(`the Observatory gives ${path} the best score of a site without scripts and cookies`, () => {
    const { scan, tests } = found[ingress.host + path];
    console.log(`${path}: ${scan.grade}, ${scan.score}\n${table(tests)}`);
    const faults = Object.entries(tests).filter(([, { pass, scoreModifier }]) => !pass || scoreModifier < 0);
    assert.deepEqual(faults, []);
    const { algorithmVersion, grade, score, testsFailed } = scan;
    assert.deepEqual({ algorithmVersion, grade, score, testsFailed }, BEST);
  });
}

/** The list of preloaded hosts comes from a network that a test does not have; ours would not be on it. */
function haveList(file) {
  if (!existsSync(file)) writeFileSync(file, '{}\n');
}

async function observe(addresses) {
  const script = fileURLToPath(new URL('scan.mjs', import.meta.url));
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: ingress.authority, ABORT_TIMEOUT: LIMIT_MS, CLIENT_TIMEOUT: LIMIT_MS };
  const { stdout } = await promisify(execFile)(process.execPath, [script, ...addresses], { env, timeout: 3 * LIMIT_MS, maxBuffer: 2 ** 24 });
  return JSON.parse(stdout);
}

function table(tests) {
  const line = ([name, { scoreModifier, result }]) => `  ${name.padEnd(30)} ${String(scoreModifier).padStart(3)}  ${result}`;
  return Object.entries(tests).map(line).join('\n');
}
