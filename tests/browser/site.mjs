// The real binary on ports the system chose, and the pages it says it has.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));
export const binary = fileURLToPath(new URL('../../target/release/patient-center', import.meta.url));

const START_LIMIT_MS = 20_000;
const STOP_LIMIT_MS = 20_000;

/** Starts the site; `base` has no slash at its end. `stop()` resolves to how the process ended. */
export async function startSite(...flags) {
  const child = spawn(
    binary,
    ['serve', '--listen', '127.0.0.1:0', '--admin-listen', '127.0.0.1:0', '--log', 'off', '--drain-delay', '0s', ...flags],
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const ended = once(child, 'exit').then(([code, signal]) => ({ code, signal }));
  const said = { stdout: [], stderr: '' };
  child.stderr.setEncoding('utf8').on('data', (text) => (said.stderr += text));
  const ready = await firstLines(child, said, ended);
  return { ...ready, said, stop: () => stop(child, ended, said) };
}

async function firstLines(child, said, ended) {
  const lines = createInterface({ input: child.stdout });
  const both = new Promise((resolve) => {
    lines.on('line', (line) => {
      said.stdout.push(line);
      if (said.stdout.length === 2) resolve('ready');
    });
  });
  const outcome = await Promise.race([both, ended.catch((error) => error), after(START_LIMIT_MS, 'too slow')]);
  const [site, admin] = [
    said.stdout[0]?.match(/^listening on (http:\/\/127\.0\.0\.1:\d+)$/)?.[1],
    said.stdout[1]?.match(/^admin on (http:\/\/127\.0\.0\.1:\d+)$/)?.[1],
  ];
  if (outcome === 'ready' && site && admin) return { base: site, admin };
  child.kill('SIGKILL');
  throw new Error(`${binary} did not say that it answers: ${JSON.stringify({ outcome: String(outcome?.message ?? JSON.stringify(outcome)), ...said })}`);
}

async function stop(child, ended, said) {
  child.kill('SIGTERM');
  const how = await Promise.race([ended, after(STOP_LIMIT_MS, null)]);
  if (!how) child.kill('SIGKILL');
  return { ...(how ?? { code: null, signal: 'none: it did not stop' }), ...said };
}

function after(ms, value) {
  return new Promise((resolve) => setTimeout(resolve, ms, value).unref());
}

/**
 * Every page of the site, from its own sitemap, and the ones that a sitemap does not name:
 * the guide, the card, a page that is not there, and the choice of a language at `/`.
 */
export async function pagesOf(base) {
  const found = addressesIn(await textOf(`${base}/sitemap.xml`)).map((address) => pageAt(new URL(address).pathname));
  const languages = [...new Set(found.map((page) => page.lang))].sort((a, b) => (a === 'en' ? -1 : b === 'en' ? 1 : a < b ? -1 : 1));
  const pages = new Map(found.map((page) => [page.path, page]));
  for (const lang of languages) {
    for (const name of ['guide', 'card']) pages.set(`/${lang}/${name}`, pageAt(`/${lang}/${name}`));
    const missing = `/${lang}/no-such-page`;
    pages.set(missing, { path: missing, name: '404', lang, status: 404 });
  }
  pages.set('/', { path: '/', name: 'choose', lang: undefined, status: 200 });
  return { languages, pages: [...pages.values()] };
}

function addressesIn(sitemap) {
  const all = [...sitemap.matchAll(/<loc>([^<]+)<\/loc>/g), ...sitemap.matchAll(/<xhtml:link\b[^>]*\bhref="([^"]+)"/g)];
  return [...new Set(all.map(([, address]) => address.replaceAll('&amp;', '&')))].filter((address) => new URL(address).pathname !== '/');
}

function pageAt(path) {
  const [, lang, name] = path.match(/^\/([^/]+)\/([^/]*)$/) ?? [];
  if (!lang) throw new Error(`the sitemap names an address that is no page: ${path}`);
  return { path, name: name || 'home', lang, status: 200 };
}

async function textOf(address) {
  const answer = await fetch(address);
  if (answer.status !== 200) throw new Error(`${address} answers ${answer.status}`);
  return answer.text();
}
