// A proxy in front of the site, for two things that its own answers forbid or cannot show.
//
// WebKitGTK has no window narrower than 447 px, so a phone is a frame of the right width; the proxy takes the
// two headers away that forbid frames, and serves the page that holds the frame at `/frame?<address>`.
// And a style sheet that an older browser would understand less of takes the place of the site's.

import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';

const FRAME = `<!doctype html><html lang="en"><title>frame</title><style>html,body{margin:0;overflow:hidden}iframe{border:0;display:block}</style><iframe title="page"></iframe>`;

/** Starts the proxy of a site; `older` is what becomes of a page for an older browser (see older.mjs). The addresses that were asked for are added to `asked`. */
export async function openProxy(target, { older, asked = [] } = {}) {
  const server = createServer((request, response) => {
    asked.push(request.url);
    answer(target, request, response, older).catch((error) => response.writeHead(502).end(error.message));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return { base: `http://127.0.0.1:${server.address().port}`, close };
}

async function answer(target, request, response, older) {
  if (request.url === '/frame') return response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(FRAME);
  const headers = { 'accept-language': 'xx' };
  const upstream = await fetch(target + request.url, { headers, redirect: 'manual' });
  const type = upstream.headers.get('content-type') ?? '';
  const policy = (upstream.headers.get('content-security-policy') ?? '').replace(/frame-ancestors [^;]*;?/, '');
  const own = { 'Content-Type': type, 'Content-Security-Policy': policy };
  const location = upstream.headers.get('location');
  if (location) own.Location = location.replace(target, '');
  if (!older || !type.startsWith('text/html')) {
    return response.writeHead(upstream.status, own).end(Buffer.from(await upstream.arrayBuffer()));
  }
  const page = older(await upstream.text());
  own['Content-Security-Policy'] = policy.replace(/style-src [^;]*/, `style-src ${hashesOfStyles(page)}`);
  return response.writeHead(upstream.status, own).end(page);
}

/** The policy allows exactly these styles, by their hashes. */
function hashesOfStyles(page) {
  const hash = ([, style]) => `'sha256-${createHash('sha256').update(style).digest('base64')}'`;
  return [...page.matchAll(/<style>([^]*?)<\/style>/g)].map(hash).join(' ');
}
