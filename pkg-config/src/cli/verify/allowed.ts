// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * What each script of the package may take from its host: the whole list, so that anything else is a fault.
 *
 * Invariants: a power stands here with the module that needs it and the reason; a script without a line of its own may
 * have the language and nothing else. How to allow one more: add it to `POWERS`, with the files and the module that use it.
 */

/** Something of the host that reaches further than the language. */
export interface Power {
  /** The name, and everything below it. */
  path: string;
  /** Why it is needed. */
  why: string;
  files: RegExp;
  /** Modules of the sources that may use it, as the bundler names them in comments. */
  modules: RegExp;
  /** How often it may stand in one file, where that matters. */
  most?: number;
}

/** Entries with the façade in them, and those that start WebAssembly. */
const PAGE = /^(index|nowasm|slim|slim\.node|isolated\.worker)\.c?js$/;
const WASM = /^(index|slim|slim\.node|isolated\.worker)\.c?js$/;
const SLIM = /^slim(\.node)?\.c?js$/;
const NODE = /^slim\.node\.c?js$/;
const STORAGE = /^(storage|isolated\.worker)\.c?js$/;
const ISOLATED = /^isolated\.c?js$/;
const WORKER = /^isolated\.worker\.js$/;

export const POWERS: Power[] = [
  { path: 'WebAssembly', why: 'compiles and starts the engine', files: WASM, modules: /^load$/ },
  { path: 'WebAssembly.compile', why: 'asks whether it may compile twenty-two bytes that do nothing', files: /^(nowasm|isolated)\.c?js$/, modules: /^load$/, most: 1 },
  { path: 'crypto.subtle', why: 'hashes the engine before it runs; verifies signed packs', files: PAGE, modules: /^(load|ed25519)$/ },
  { path: 'fetch', why: 'fetches engine.wasm, once, with `integrity`', files: SLIM, modules: /^slim/, most: 1 },
  { path: 'import.meta.url', why: 'where engine.wasm lies', files: /^slim(\.node)?\.js$/, modules: /^slim/, most: 1 },
  { path: 'URL', why: 'where engine.wasm lies', files: SLIM, modules: /^slim/ },
  { path: '__filename', why: 'where engine.wasm lies', files: /^slim\.node\.cjs$/, modules: /^$/, most: 1 },
  { path: 'Date.now', why: 'the clock, where a call gives no `now`', files: PAGE, modules: /^moment$/ },
  { path: 'Date.now', why: 'how long has been worked at a stretch, before the page may breathe', files: PAGE, modules: /^pace$/, most: 3 },
  { path: 'setTimeout', why: 'lets the page breathe between two parts of long work', files: PAGE, modules: /^pace$/, most: 1 },
  { path: 'MessageChannel', why: 'the same, where timers are slow', files: PAGE, modules: /^pace$/ },
  { path: 'scheduler', why: 'the same, where the host has it', files: PAGE, modules: /^pace$/ },
  { path: 'queueMicrotask', why: 'tells listeners after an answer', files: PAGE, modules: /^(storage\/journal|watch)$/ },
  { path: 'indexedDB', why: 'stores sealed records', files: STORAGE, modules: /^storage\/indexeddb$|^idb$/ },
  ...['IDBCursor', 'IDBDatabase', 'IDBIndex', 'IDBKeyRange', 'IDBObjectStore', 'IDBRequest', 'IDBTransaction', 'IDBVersionChangeEvent', 'DOMException'].map((path) => ({
    path,
    why: 'kinds of the database',
    files: STORAGE,
    modules: /^storage\/indexeddb$|^idb$/,
  })),
  { path: 'crypto.subtle', why: 'seals and opens records', files: STORAGE, modules: /^storage\/(seal|indexeddb)$/ },
  { path: 'crypto.getRandomValues', why: 'nonces, and the name of a database', files: STORAGE, modules: /^storage\/(seal|indexeddb)$/ },
  { path: 'navigator.locks', why: 'one tab after the other', files: STORAGE, modules: /^storage\/indexeddb$/ },
  { path: 'BroadcastChannel', why: 'tells other tabs of this origin to look again', files: STORAGE, modules: /^storage\/indexeddb$/ },
  { path: 'origin', why: 'binds a record to its place', files: STORAGE, modules: /^storage\/indexeddb$/ },
  { path: 'queueMicrotask', why: 'tells listeners after an answer', files: ISOLATED, modules: /^watch$/ },
  { path: 'document', why: 'the frame with a policy, in which the worker is made', files: ISOLATED, modules: /^isolated\/place$/ },
  { path: 'globalThis', why: 'makes the worker, and its address a trusted one', files: ISOLATED, modules: /^isolated\/place$/ },
  { path: 'globalThis', why: 'the port to the page; one `fetch` of `data:` and one of its own origin, which must fail', files: WORKER, modules: /^isolated\/worker$/, most: 1 },
  { path: 'AbortController', why: 'ends a file that the page gives up', files: WORKER, modules: /^isolated\/host$/ },
  { path: 'process', why: 'the arguments and the terminal of a command', files: /^cli\.js$/, modules: /^cli/ },
  { path: 'import.meta.url', why: 'where the package lies', files: /^(cli|verify)\.js$/, modules: /^cli/ },
  { path: 'URL', why: 'where the package lies', files: /^(cli|verify)\.js$/, modules: /^cli/ },
  { path: 'WebAssembly.Module', why: 'reads the import list, and runs nothing', files: /^verify\.js$/, modules: /^cli\/verify/ },
  { path: 'Date.now', why: 'the clock, where no `--now` is given', files: /^cli\.js$/, modules: /^cli/ },
  { path: 'Buffer', why: 'bytes of a file', files: /^verify\.js$/, modules: /^cli\/verify/ },
  { path: 'console.warn', why: 'the parser complains of its own options', files: /^verify\.js$/, modules: /^acorn$/ },
];

/** Modules that a file may import; of Node's own for the commands and the slim entry alone. */
export const IMPORTS: [files: RegExp, modules: RegExp][] = [
  [/^index\.c?js$/, /^\.\/(engine\.inline|storage)\.c?js$/],
  [/^nowasm\.c?js$/, /^\.\/(engine\.nowasm|storage)\.c?js$/],
  [/^slim\.c?js$/, /^\.\/storage\.c?js$/],
  [NODE, /^\.\/storage\.c?js$|^(node:)?(fs\/promises|url)$/],
  [ISOLATED, /^\.\/isolated\.inline\.c?js$/],
  [/^isolated\.inline\.c?js$/, /^\.\/engine\.inline\.c?js$/],
  [/^cli\.js$/, /^\.\/(index|personas|verify)\.js$|^(node:)?(fs|fs\/promises|http|path|url|util|crypto)$/],
  [/^verify\.js$/, /^(node:)?(fs|path|url|crypto)$/],
];

/** Of the language itself: computing, text, and nothing of the world outside. */
export const LANGUAGE = new Set(
  (
    'Array ArrayBuffer BigInt Boolean DataView Date Error Float32Array Float64Array Infinity Int16Array Int32Array Int8Array Intl JSON Map Math NaN Number Object Promise ' +
    'Proxy RangeError RegExp Set String Symbol SyntaxError TextDecoder TextEncoder TypeError Uint16Array Uint32Array Uint8Array WeakMap WeakSet ' +
    'atob btoa decodeURIComponent isNaN parseFloat parseInt undefined'
  ).split(' '),
);

/** Parts of the language that tell more than they were given, or run text as a program. */
export const NOT_LANGUAGE = /^(Math\.random|Object\.prototype\.constructor|Date\.now|\w+\.constructor)\b/;

/** Members through which a script reaches the page, the network or a compiler from any object that it is handed. */
export const MEMBERS = new Set(
  (
    'constructor innerHTML outerHTML insertAdjacentHTML createElement document ownerDocument defaultView contentWindow contentDocument ' +
    'cookie localStorage sessionStorage sendBeacon serviceWorker importScripts eval geolocation clipboard XMLHttpRequest WebSocket EventSource'
  ).split(' '),
);

/** The places that may have such a member all the same, or post what is worked out: the two ends of the isolated entry. */
export const REACHES: { member: string; why: string; files: RegExp; modules: RegExp }[] = [
  { member: 'createElement', why: 'the frame with a policy, in which the worker is made', files: ISOLATED, modules: /^isolated\/place$/ },
  { member: 'contentWindow', why: 'the frame with a policy, in which the worker is made', files: ISOLATED, modules: /^isolated\/place$/ },
  { member: 'postMessage', why: 'calls of the closed list, to the worker', files: ISOLATED, modules: /^isolated\/client$/ },
  { member: 'postMessage', why: 'answers of the closed list, to the page', files: WORKER, modules: /^isolated\/host$/ },
];
