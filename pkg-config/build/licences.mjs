// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The licences of what others wrote and this package carries: the crates linked into the engine, the boundary that
 * `wasm-bindgen` generates, the Unicode data in the engine's tables, and the npm packages that are bundled.
 *
 * In: the crate graph as `cargo metadata` resolves it for WebAssembly. Out: one text.
 */

import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Crates that end up in the module: no build scripts, no tests, no procedural macros. */
export function linked({ packages, resolve }) {
  const byId = new Map(packages.map((one) => [one.id, one]));
  const nodes = new Map(resolve.nodes.map((node) => [node.id, node]));
  const found = new Set();
  const visit = (id) => {
    const macro = byId.get(id).targets.some(({ kind }) => kind.includes('proc-macro'));
    if (found.has(id) || macro) return;
    found.add(id);
    for (const { pkg, dep_kinds } of nodes.get(id).deps) if (dep_kinds.some(({ kind }) => kind === null)) visit(pkg);
  };
  const root = packages.find(({ name, source }) => name === 'oxpecker' && source === null);
  visit(root.id);
  found.delete(root.id);
  return [...found].map((id) => byId.get(id)).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The licence texts that a crate ships; of a choice that includes MIT, that one. */
function textsOf(crate) {
  const folder = dirname(crate.manifest_path);
  const files = readdirSync(folder).filter((name) => /^(licen[cs]e|copying|unlicense)/i.test(name));
  const mit = files.filter((name) => /mit/i.test(name));
  return (mit.length ? mit : files).sort().map((name) => readFileSync(join(folder, name), 'utf8').trim());
}

/** The terms of the Unicode Character Database: the folding tables in the engine are made from it at build time. */
function unicode({ packages }) {
  const crate = packages.find(({ name }) => name === 'unicode-normalization');
  const text = readFileSync(join(dirname(crate.manifest_path), 'LICENSE-UNICODE'), 'utf8').trim();
  return `Unicode Character Database (Unicode-3.0)\nhttps://www.unicode.org/ucd/\n\nThe tables that fold letters of payee names are made from it, by way of ${crate.name} ${crate.version}.\n\n${text}`;
}

/** The crate graph as it is for WebAssembly. */
export function crates(root) {
  const args = ['metadata', '--locked', '--format-version', '1', '--filter-platform', 'wasm32-unknown-unknown'];
  return JSON.parse(execFileSync('cargo', args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'inherit'] }));
}

/** The npm packages that are bundled, and where. */
export const BUNDLED = { idb: 'storage.js and storage.cjs', acorn: 'verify.js, which no page loads' };

/** A bundled package's manifest and folder. */
export function bundledPackage(name) {
  const folder = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
  return { folder, ...JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) };
}

/** The whole file. */
export function thirdPartyLicences(metadata) {
  const engine = linked(metadata).map((crate) => {
    const texts = textsOf(crate);
    const shown = texts.length ? texts : [`Licence: ${crate.license ?? 'see its repository'}. The crate ships no text of it.`];
    return `${crate.name} ${crate.version} (${crate.license})\n${crate.repository ?? ''}\n\n${shown.join('\n\n')}`;
  });
  const rust = 'The Rust standard library (MIT OR Apache-2.0)\nhttps://github.com/rust-lang/rust\n\nCopyright (c) The Rust Project Contributors';
  const scripts = Object.entries(BUNDLED).map(([name, where]) => {
    const { folder, version, license, homepage } = bundledPackage(name);
    return `${name} ${version} (${license}), in ${where}\n${homepage ?? `https://www.npmjs.com/package/${name}`}\n\n${readFileSync(join(folder, 'LICENSE'), 'utf8').trim()}`;
  });
  const head = 'The engine of this package (engine.wasm, and the copy in engine.inline.js and engine.inline.cjs) is linked\nwith the following. The JavaScript of this package bundles the boundary that wasm-bindgen generated, idb and acorn.';
  return `${[head, ...scripts, rust, ...engine, unicode(metadata)].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}
