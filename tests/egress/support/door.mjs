// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The demo as the command serves it, behind a door that adds a visitor's script to the page and writes down who knocks.
 *
 * In: `pkg/`, built; the visitor's script; what else is changed on the way. Out: an address, what was asked for, what the
 * visitor told.
 */

import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';

const CLI = process.env.OXPECKER_CLI ?? fileURLToPath(new URL('../../../pkg/dist/cli.js', import.meta.url));
const OF_THE_WAY = ['content-length', 'connection', 'keep-alive', 'transfer-encoding', 'date'];

/** `change(name, text)` gives the text of a script as it is to be; `isOpen` leaves every policy out. */
export async function door(visitor, { change = (_, text) => text, isOpen = false } = {}) {
  const child = spawn(process.execPath, [CLI, 'demo', '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const address = await new Promise((resolve) => {
    let printed = '';
    child.stdout.on('data', (chunk) => {
      printed += chunk;
      const found = /http:\/\/[\w.:]+\//.exec(printed);
      if (found) resolve(found[0].replace('localhost', '127.0.0.1'));
    });
  });
  const knocked = [];
  const told = [];
  let policy = '';
  let wake = () => {};
  const server = createServer({ maxHeaderSize: 1 << 20 }, async (request, response) => {
    if (request.url.startsWith('/told?')) {
      told.push(JSON.parse(decodeURIComponent(request.url.slice(6))));
      response.end();
      return wake();
    }
    if (request.url === '/visitor.js') return void response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8' }).end(visitor);
    knocked.push(`${request.method} ${request.url}${request.headers.cookie ? ' with a cookie' : ''}`);
    const found = await fetch(new URL(request.url, address), { method: request.method });
    const type = found.headers.get('content-type') ?? '';
    const isPage = type.startsWith('text/html');
    if (isPage) policy = found.headers.get('content-security-policy');
    let body = Buffer.from(await found.arrayBuffer());
    if (isPage) body = body.toString('utf8').replace('<head>', '<head><script src="/visitor.js"></script>');
    else if (type.startsWith('text/javascript')) body = change(request.url, body.toString('utf8'));
    const left = isOpen ? [...OF_THE_WAY, 'content-security-policy'] : OF_THE_WAY;
    response.writeHead(found.status, Object.fromEntries([...found.headers].filter(([name]) => !left.includes(name)))).end(body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${server.address().port}/`,
    knocked,
    policy: () => policy,
    next: () => new Promise((resolve) => (wake = () => resolve(told.at(-1)))),
    stop: () => (server.closeAllConnections(), server.close(), child.kill()),
  };
}
