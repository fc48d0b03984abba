// The real binary on ports the system chose, and the pages it says it has.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));
const binary = fileURLToPath(new URL('../../target/release/patient-center', import.meta.url));

const FLAGS = ['--listen', '127.0.0.1:0', '--admin-listen', '127.0.0.1:0', '--log', 'off', '--drain-delay', '0s'];
const START_LIMIT_MS = 20_000;
const STOP_LIMIT_MS = 25_000;

/** Starts the preview of the content in a directory; `base` has no slash at its end. */
export async function startPreview(content) {
  const child = spawn(binary, ['preview', '--listen', '127.0.0.1:0', '--content', content], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const abandon = () => child.kill('SIGKILL');
  process.once('exit', abandon);
  const ended = once(child, 'exit');
  const line = once(createInterface({ input: child.stdout }), 'line').then(([first]) => first);
  const said = await Promise.race([line, ended, limit(START_LIMIT_MS)]);
  const base = typeof said === 'string' ? said.match(/^preview on (http:\/\/127\.0\.0\.1:\d+)\/$/)?.[1] : undefined;
  const stop = async () => {
    process.off('exit', abandon);
    child.kill('SIGTERM');
    await ended;
  };
  if (base) return { base, stop };
  child.kill('SIGKILL');
  throw new Error(`${binary} preview did not say that it answers: ${said}`);
}

/** Starts the site; `base` has no slash at its end. `stop()` tells how the process ended and what it had said. */
export async function startSite(flags = []) {
  const child = spawn(binary, ['serve', ...FLAGS, ...flags], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const abandon = () => child.kill('SIGKILL');
  process.once('exit', abandon);
  const ended = once(child, 'exit').then(([code, signal]) => ({ code, signal }), ({ message }) => ({ code: null, signal: message }));
  const said = listen(child);
  const base = await addressOf(child, said, ended);
  return { base, stop: () => stop(child, ended, said).finally(() => process.off('exit', abandon)) };
}

function listen(child) {
  const said = { stdout: [], stderr: '' };
  createInterface({ input: child.stdout }).on('line', (line) => said.stdout.push(line));
  child.stderr.setEncoding('utf8').on('data', (text) => (said.stderr += text));
  return said;
}

async function addressOf(child, said, ended) {
  const first = Promise.race([ended, limit(START_LIMIT_MS)]).then(() => 'too late');
  while (said.stdout.length < 2) {
    if ((await Promise.race([first, limit(20)])) === 'too late') break;
  }
  const base = said.stdout[0]?.match(/^listening on (http:\/\/127\.0\.0\.1:\d+)$/)?.[1];
  const admin = said.stdout[1]?.match(/^admin on (http:\/\/127\.0\.0\.1:\d+)$/)?.[1];
  if (base && admin) return base;
  child.kill('SIGKILL');
  throw new Error(`${binary} did not say that it answers: ${JSON.stringify({ ...said, ended: await ended })}`);
}

async function stop(child, ended, said) {
  child.kill('SIGTERM');
  const how = await Promise.race([ended, limit(STOP_LIMIT_MS)]);
  if (!how) child.kill('SIGKILL');
  return { ...(how ?? { code: null, signal: `none within ${STOP_LIMIT_MS} ms` }), ...said };
}

function limit(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}

/**
 * Every page of the site, from its own sitemap, and the ones that a sitemap does not name:
 * the guide, the card, the page to send to a patient, a page that is not there, and the choice of a language at `/`.
 */
export async function pagesOf(base) {
  const found = addressesIn(await textOf(`${base}/sitemap.xml`)).map((address) => pageAt(new URL(address).pathname));
  const languages = [...new Set(found.map((page) => page.lang))].sort(englishFirst);
  const pages = new Map(found.map((page) => [page.path, page]));
  for (const lang of languages) {
    for (const name of ['guide', 'card', 'send']) pages.set(`/${lang}/${name}`, pageAt(`/${lang}/${name}`));
    pages.set(`/${lang}/no-such-page`, { path: `/${lang}/no-such-page`, name: '404', lang, status: 404 });
  }
  pages.set('/', { path: '/', name: 'choose', lang: undefined, status: 200 });
  return { languages, pages: [...pages.values()] };
}

const PAIRS = [['en', 'ar'], ['ar', 'en'], ['zh-Hans', 'fr'], ['ja', 'ko']];
const IN_PAIRS = ['home', 'contact', 'hours', 'languages', 'mission'];

/** Some pages in some pairs of languages, side by side; they are made on request, and no sitemap names them. */
export function pairsAmong(pages) {
  const pairs = PAIRS.flatMap(([lang, other]) => pages.filter((page) => page.lang === lang && IN_PAIRS.includes(page.name)).map((page) => beside(page, other)));
  return pairs.filter(({ other }) => pages.some(({ lang }) => lang === other));
}

const ZONES = ['Asia/Riyadh', 'Asia/Kathmandu', 'Americas', 'Nowhere'];

/** The hours by other clocks: one of them of a city without a name here, one that does not exist, and the longest list of them. */
export function zonesAmong(pages) {
  const hours = pages.filter((page) => page.name === 'hours');
  return hours.flatMap((page) => ZONES.map((zone) => ({ ...page, path: `${page.path}?zone=${zone}`, name: `hours-${zone.replace('/', '-')}` })));
}

/** A page with another language beside it. */
export function beside(page, other) {
  return { ...page, path: `${page.path}?with=${other}`, name: `${page.name}-with-${other}`, other };
}

function addressesIn(sitemap) {
  const all = [...sitemap.matchAll(/<loc>([^<]+)<\/loc>/g), ...sitemap.matchAll(/<xhtml:link\b[^>]*\bhref="([^"]+)"/g)];
  const addresses = all.map(([, address]) => address.trim().replaceAll('&amp;', '&'));
  return [...new Set(addresses)].filter((address) => new URL(address).pathname !== '/');
}

function pageAt(path) {
  const [, lang, name] = path.match(/^\/([^/]+)\/([^/]*)$/) ?? [];
  if (!lang) throw new Error(`the sitemap names an address that is no page: ${path}`);
  return { path, name: name || 'home', lang, status: 200 };
}

function englishFirst(a, b) {
  return Number(b === 'en') - Number(a === 'en') || a.localeCompare(b, 'en');
}

async function textOf(address) {
  const answer = await fetch(address);
  if (answer.status !== 200) throw new Error(`${address} answers ${answer.status}`);
  return answer.text();
}
