// HTTP as it is on the wire: one request on a connection of its own, every byte of the answer kept.

import { connect } from 'node:net';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

const LIMIT_MS = 10_000;

/**
 * Resolves to `{ bytes, status, headers, body }`: the bytes that came over the wire, and what they say.
 * `headers` is a list of [lower-case name, value] in their order, so that a doubled header is seen as two.
 */
export async function ask(base, path, { method = 'GET', headers = {} } = {}) {
  const { hostname, port, host } = new URL(base);
  const head = Object.entries({ Host: host, ...headers, Connection: 'close' }).map(([name, value]) => `${name}: ${value}\r\n`);
  const wire = await exchange(Number(port), hostname, `${method} ${path} HTTP/1.1\r\n${head.join('')}\r\n`);
  return read(wire, method, path);
}

function exchange(port, hostname, request) {
  return new Promise((resolve, reject) => {
    const chunks = [];
    const socket = connect(port, hostname, () => socket.write(request));
    socket.setTimeout(LIMIT_MS, () => socket.destroy(new Error(`no whole answer in ${LIMIT_MS} ms to ${request}`)));
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('end', () => resolve(Buffer.concat(chunks)));
    socket.on('error', reject);
  });
}

function read(wire, method, path) {
  const end = wire.indexOf('\r\n\r\n');
  if (end < 0) throw new Error(`${method} ${path}: an answer without a head: ${wire.toString('latin1').slice(0, 200)}`);
  const [statusLine, ...lines] = wire.subarray(0, end).toString('latin1').split('\r\n');
  const headers = lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  return { bytes: wire.length, status: Number(statusLine.split(' ')[1]), headers, body: wire.subarray(end + 4) };
}

/** Every value of a header; an empty list where it is absent. */
export function values(answer, name) {
  return answer.headers.filter(([one]) => one === name).map(([, value]) => value);
}

/** The body as text, its content coding undone. */
export function textOf(answer) {
  if (values(answer, 'transfer-encoding').length > 0) throw new Error('a chunked answer: a page of known length has a Content-Length');
  const [coding = 'identity'] = values(answer, 'content-encoding');
  const undo = { br: brotliDecompressSync, gzip: gunzipSync, identity: (bytes) => bytes }[coding];
  if (!undo) throw new Error(`a content coding that nobody asked for: ${coding}`);
  return undo(answer.body).toString('utf8');
}
