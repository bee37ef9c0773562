// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * `oxpecker demo`: serves the demo page of this package to this machine, until it is stopped.
 *
 * Invariants: only files below `demo/` are answered; the policy forbids the page every connection, its worker for offline
 * use every connection but to this server, and the worker of its check everything.
 */

import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, extname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Outcome, UsageError } from './outcome';

const PORT = 4173;
const PORTS_TRIED = 50;

const HEADERS = {
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "manifest-src 'self'",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; '),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cache-Control': 'no-cache',
};

/** Policies of the page's workers. */
const WORKER_POLICIES: Record<string, string> = {
  // It keeps the page's files for offline use: it loads them from here, and may do nothing else.
  'sw.js': "default-src 'none'; connect-src 'self'",
  // As docs/ISOLATED.md has it: a visitor sees what leads out of such a worker.
  'check.worker.js': "default-src 'none'; script-src 'wasm-unsafe-eval'",
};

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.jsonl': 'application/jsonl; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...HEADERS, 'Content-Type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
}

/** The file that a path of a URL means, or nothing when there is none below `root`. */
async function fileOf(root: string, url: string): Promise<string | undefined> {
  try {
    const path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
    // Links are followed first, so that none leads out; a NUL makes `realpath` throw.
    const found = await realpath(join(root, path));
    const file = (await stat(found)).isDirectory() ? join(found, 'index.html') : found;
    return file.startsWith(root + sep) && (await stat(file)).isFile() ? file : undefined;
  } catch {
    return undefined;
  }
}

const answering =
  (root: string): RequestListener =>
  async (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD');
      return refuse(response, 405, 'Only GET and HEAD');
    }
    const file = await fileOf(root, request.url ?? '/');
    if (!file) return refuse(response, 404, 'Not found');
    const type = TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream';
    const policy = WORKER_POLICIES[basename(file)];
    response.writeHead(200, { ...HEADERS, ...(policy && { 'Content-Security-Policy': policy }), 'Content-Type': type, 'Content-Length': (await stat(file)).size });
    if (request.method === 'HEAD') return void response.end();
    createReadStream(file)
      .on('error', () => response.destroy())
      .pipe(response);
  };

/** Listens on the first free port from `port` on; 0 lets the system choose. */
async function listen(server: Server, port: number): Promise<number> {
  for (let tried = 0; ; tried++) {
    try {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject).listen(port + tried, '127.0.0.1', () => {
          server.off('error', reject);
          resolve();
        });
      });
      return (server.address() as AddressInfo).port;
    } catch (error) {
      const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
      if (!taken || tried + 1 >= PORTS_TRIED || port + tried >= 65535) throw error;
    }
  }
}

/** Runs the command; ends when the process is told to stop. */
export async function demo(positionals: string[], flags: { port?: string | undefined }): Promise<Outcome> {
  if (positionals.length) throw new UsageError('demo takes no file');
  const port = Number(flags.port ?? PORT);
  if (!/^\d{1,5}$/.test(flags.port ?? String(PORT)) || port > 65535) throw new UsageError('--port is a number up to 65535');
  let root: string;
  try {
    root = await realpath(fileURLToPath(new URL('../demo', import.meta.url)));
  } catch {
    return { code: 1, err: 'oxpecker: this package was built without its demo\n' };
  }
  const server = createServer(answering(root));
  let chosen: number;
  try {
    chosen = await listen(server, port);
  } catch (error) {
    return { code: 1, err: `oxpecker: no port is free from ${port} on (${(error as NodeJS.ErrnoException).code})\n` };
  }
  // Before the address is told: who reads it may stop the server at once.
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  process.stdout.write(`Oxpecker demo: http://localhost:${chosen}/  (Ctrl-C stops it)\n`);
  await stopped;
  server.close();
  server.closeAllConnections();
  return { code: 0 };
}
