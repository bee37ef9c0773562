// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * A bank's site on the loopback: pages with the policy of their phase, the built package, and workers with or without a
 * header; a hostile script is appended to the worker's file.
 *
 * In: `pkg/`, built. Out: an address, and what each page told when it was done.
 */

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventful, granted, now } from '../../package/lib/rows.mjs';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const dist = (file) => readFileSync(join(process.env.OXPECKER_PKG ?? join(root, 'pkg'), 'dist', file), 'utf8');
const channels = readFileSync(new URL('./channels.js', import.meta.url), 'utf8');

/** The header that docs/ISOLATED.md tells a bank to set. */
export const HEADER = "default-src 'none'; script-src 'wasm-unsafe-eval'";
/** A careful bank's page; Wasm only where a phase needs it. */
const CAREFUL = "default-src 'none'; script-src 'self'; worker-src 'self' blob:; connect-src 'self'; require-trusted-types-for 'script'; trusted-types oxpecker";

/** The pages, in the order in which a visit goes through them: how the worker is made, and the page's own policy. */
export const PHASES = {
  document: {},
  worker: {},
  header: { worker: '/isolated.worker.js?header' },
  frame: { worker: undefined },
  // Even where the page forbids Wasm: the worker's own header is what counts.
  'header-strict': { worker: '/isolated.worker.js?header-strict', policy: CAREFUL },
  'frame-strict': { worker: undefined, policy: CAREFUL.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'") },
};

/** Workers that must be refused, by the policy of their response, and what is told then. */
export const OPEN = {
  none: 'NOT_ISOLATED',
  "default-src 'self'": 'NOT_ISOLATED',
  "default-src 'none'; script-src 'wasm-unsafe-eval'; connect-src 'self'": 'NOT_ISOLATED',
  "default-src 'none'; script-src 'wasm-unsafe-eval'; connect-src https://other.example": 'NOT_ISOLATED',
  "default-src 'none'; script-src 'wasm-unsafe-eval'; report-uri /reports": 'NOT_ISOLATED',
  "default-src 'none'": 'WASM_BLOCKED',
  missing: 'WORKER_BLOCKED',
};

const hostile = (target) => `${channels}\ntryAll(WORKER_CHANNELS, ${JSON.stringify(target)}).then((tried) => new BroadcastChannel('hostile').postMessage(tried));\n`;

/** The script of a page; each tells what it found and goes on. */
function scriptOf(phase, target, next) {
  const end = `.then((found) => fetch('/done/${phase}', { method: 'POST', body: JSON.stringify(found) })).then(() => ${next ? `location.href = '/page/${next}'` : '0'});`;
  const caught = `.catch((error) => ({ error: String(error) + ' ' + (error.cause ?? '') }))${end}`;
  if (phase === 'document') return `${channels}\ntryAll(DOCUMENT_CHANNELS, ${JSON.stringify(target)}).then((tried) => ({ tried }))${caught}`;
  const heard = "new Promise((resolve) => (new BroadcastChannel('hostile').onmessage = ({ data }) => resolve(data)))";
  if (phase === 'worker') return `const heard = ${heard}; new Worker('/hostile.js'); heard.then((tried) => ({ tried }))${caught}`;
  if (phase === 'refused') {
    return `import { Oxpecker } from '/isolated.js';
      (async () => {
        const codes = {};
        for (const policy of ${JSON.stringify(Object.keys(OPEN))}) codes[policy] = await Oxpecker.create({ worker: '/open.worker.js?' + encodeURIComponent(policy) }).then(() => 'started', (error) => error.code);
        return codes;
      })()${caught}`;
  }
  return `import { Oxpecker } from '/isolated.js';
    (async () => {
      const heard = ${heard};
      const ox = await Oxpecker.create({ worker: ${JSON.stringify(PHASES[phase].worker)}, ...${JSON.stringify(granted)} });
      await ox.ingest(${JSON.stringify(JSON.stringify(eventful()))});
      const { cards } = await ox.evaluate({ surface: 'home', now: ${JSON.stringify(now)} });
      const found = { by: ox.isolatedBy, titles: cards.map(({ text }) => text.title), tried: await heard };
      ox.free();
      return found;
    })()${caught}`;
}

/** Serves everything until `stop()`. `opened` gives each phase its ports at the collector. */
export async function serve(opened) {
  const order = [...Object.keys(PHASES), 'refused'];
  const targets = Object.fromEntries(await Promise.all(order.map(async (phase) => [phase, await opened(phase)])));
  const told = new Map();
  const waiting = new Map();
  const worker = dist('isolated.worker.js');
  const routes = (pathname, query) => {
    const [, kind, phase] = pathname.split('/');
    if (kind === 'page') {
      const policy = PHASES[phase]?.policy;
      return ['text/html', `<!doctype html><meta charset="utf-8"><title>${phase}</title><body><script type="module" src="/script/${phase}"></script>`, policy];
    }
    if (kind === 'script') return ['text/javascript', scriptOf(phase, targets[phase].target, order[order.indexOf(phase) + 1])];
    if (pathname === '/isolated.js' || pathname === '/engine.inline.js') return ['text/javascript', dist(kind)];
    // The frame's script is made on the page, so the hostile part is put behind it there.
    if (pathname === '/isolated.inline.js') return ['text/javascript', `${dist(kind).replace('export { parts };', '')}\nconst all = () => [...parts(), hostile()];\nconst hostile = () => location.pathname.endsWith('frame-strict') ? ${JSON.stringify(hostile(targets['frame-strict'].target))} : ${JSON.stringify(hostile(targets.frame.target))};\nexport { all as parts };\n`];
    if (pathname === '/isolated.worker.js') return ['text/javascript', worker + hostile(targets[query].target), HEADER];
    if (pathname === '/hostile.js') return ['text/javascript', hostile(targets.worker.target)];
    if (pathname === '/open.worker.js' && query !== 'missing') return ['text/javascript', worker, query === 'none' ? undefined : query];
    return undefined;
  };
  const server = createServer((request, response) => {
    const [pathname, query = ''] = request.url.split('?').map(decodeURIComponent);
    if (pathname.startsWith('/done/')) {
      let body = '';
      request.setEncoding('utf8').on('data', (chunk) => (body += chunk)).on('end', () => {
        const phase = pathname.slice(6);
        told.set(phase, JSON.parse(body));
        waiting.get(phase)?.();
        response.end();
      });
      return;
    }
    const found = routes(pathname, query);
    if (!found) return void response.writeHead(404).end();
    const [type, text, policy] = found;
    response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store', ...(policy && { 'content-security-policy': policy }) }).end(text);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const done = new Promise((resolve) => waiting.set('refused', resolve));
  return {
    address: `http://127.0.0.1:${server.address().port}/page/${order[0]}`,
    done,
    told,
    reached: (phase) => [...targets[phase].reached].sort(),
    stop: () => (server.closeAllConnections(), server.close()),
  };
}
