// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The script that `wasm2js` wrote, as a module of the package: a factory, so that each instance has a memory of its own
 * and importing it does nothing.
 *
 * In: the script. Out: the text of `engine.nowasm.js` and its twin for CommonJS. Invariants: the memory's first content is
 * not base64, which brotli cannot pack, but the text of `src/unpack.ts`; what is not understood stops the build.
 */

import { transformSync } from 'esbuild';
import { pack } from './pack.mjs';

const stop = (message) => {
  throw new Error(`the script of wasm2js has changed: ${message}`);
};

const SEGMENT = /^ {2}base64DecodeToExistingUint8Array\(bufferView, (\d+), "([\w+/=]*)"\);\n/gm;
const HEAD = /^[\s\S]*?^function initActiveSegments\(imports\) \{\n/m;
const TAIL = /\nvar retasmFunc = asmFunc\(\{\n\}\);\n(?:export var \w+ = retasmFunc\.\w+;\n)+$/;

/** What the memory holds at first, from the first byte that is set to the last. */
function image(script) {
  const segments = Array.from(script.matchAll(SEGMENT), ([, at, text]) => [Number(at), Buffer.from(text, 'base64')]);
  if (!segments.length) stop('there are no data in it');
  const start = Math.min(...segments.map(([at]) => at));
  const bytes = Buffer.alloc(Math.max(...segments.map(([at, data]) => at + data.length)) - start);
  for (const [at, data] of segments) data.copy(bytes, at - start);
  return { start, bytes };
}

/** The factory. Throws when the script is not what it is known to be. */
export function scriptOf(script) {
  const { start, bytes } = image(script);
  const bare = script.replace(SEGMENT, '');
  if (!HEAD.test(bare) || !TAIL.test(bare)) stop('its beginning or its end');
  // Between the head and the tail: the end of the function that filled the memory, a trap, and the engine.
  const body = bare.replace(HEAD, 'var bufferView;\nfunction initActiveSegments(fill) {\n  fill(bufferView);\n').replace(TAIL, '\nreturn asmFunc(fill);\n');
  if (/\bimports\.|\bimport\b|\beval\b|base64/.test(body)) stop('it asks for something');
  const { code } = transformSync(`const makeEngine = function (fill) {\n${body}\n};`, { minify: true, target: 'es2020', charset: 'ascii', lineLimit: 400 });
  const { text, frequent } = pack(bytes, [bytes.length]);
  const parts = { start, length: bytes.length, frequent: `'${frequent}'`, packed: `"${text}"` };
  const write = (each, last) => Object.entries(parts).map(each).join('') + code.trimEnd() + last;
  return {
    esm: write(([name, value]) => `export const ${name} = ${value};\n`, '\nexport { makeEngine };\n'),
    cjs: `"use strict";\n${write(([name, value]) => `exports.${name} = ${value};\n`, '\nexports.makeEngine = makeEngine;\n')}`,
  };
}
