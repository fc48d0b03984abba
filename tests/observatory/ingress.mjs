// What stands before the site where it runs: TLS with a certificate that its visitors trust, and a redirect to it.

import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const TLS_HANDSHAKE = 22; // the first byte of a connection that begins with TLS (RFC 8446, section 5.1)

/**
 * Listens on one port for both: what is said in TLS goes to the site, everything else is redirected there. One port,
 * because the scanner takes a host for both and would else want 80 and 443, which are not ours.
 */
export async function startIngress() {
  const { authority, key, cert, remove } = certificates();
  let site;
  const secure = https.createServer({ key, cert }, (request, response) => forward(site, request, response));
  const plain = http.createServer((request, response) => {
    response.writeHead(301, { Location: `https://${request.headers.host}${request.url}`, 'Content-Length': 0 }).end();
  });
  const door = net.createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.once('data', (first) => {
      socket.pause();
      socket.unshift(first);
      (first[0] === TLS_HANDSHAKE ? secure : plain).emit('connection', socket);
      process.nextTick(() => socket.resume());
    });
  });
  door.listen(0, 'localhost');
  await once(door, 'listening');
  const close = () => {
    door.close();
    for (const server of [secure, plain]) server.closeAllConnections();
    remove();
  };
  return { host: `localhost:${door.address().port}`, authority, leadTo: (base) => (site = new URL(base)), close };
}

/** An authority of our own and a certificate of it for `localhost`, in a directory that `remove()` removes. */
function certificates() {
  const directory = mkdtempSync(join(tmpdir(), 'patient-center-observatory-'));
  const openssl = (command) => execFileSync('openssl', command.split(' '), { cwd: directory, stdio: ['ignore', 'ignore', 'pipe'] });
  const make = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2';
  openssl(`${make} -keyout authority.key -out authority.pem -subj /CN=authority`);
  openssl(`${make} -keyout site.key -out site.pem -subj /CN=localhost -addext subjectAltName=DNS:localhost -addext basicConstraints=critical,CA:FALSE -CA authority.pem -CAkey authority.key`);
  const read = (name) => readFileSync(join(directory, name));
  return {
    authority: join(directory, 'authority.pem'),
    key: read('site.key'),
    cert: read('site.pem'),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}

function forward(site, request, response) {
  const { hostname, port } = site;
  const { method, url: path, headers } = request;
  const onward = http.request({ hostname, port, method, path, headers }, (answer) => {
    response.writeHead(answer.statusCode, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy());
  request.pipe(onward);
}
