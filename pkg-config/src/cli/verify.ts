// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * `oxpecker verify`: what this package can and cannot do, for a reader who believes nothing.
 *
 * In: a folder of the package; the one that the command lies in when left out. Out: exit code 0 when everything holds, 1
 * when something does not. May use: the file system, reading. Invariants: nothing is run, written or sent; a file that no
 * rule speaks of is a fault.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { join as together } from '../streams';
import { unpack } from '../unpack';
import type { Outcome } from './outcome';
import { integrityOf, type ModuleReport, readModule, sha256 } from './verify/module';
import { type Fault, isOnlyConstants, readShell, type ShellReport, type Use } from './verify/shell';
import { asText } from './verify/text';

/** Everything that was looked at. */
export interface Verified {
  package: string;
  version: string;
  verified: boolean;
  engine: ModuleReport;
  /** Where the hash of the engine stands, and whether each place has it. */
  hashes: { where: string; holds: boolean }[];
  powers: Use[];
  scripts: string[];
  /** Files of `SHA256SUMS` that were compared. */
  files: number;
  dependencies: string[];
  bundled: { name: string; version: string; licence: string; kind: string }[];
  rebuild: string[];
  faults: { where: string; what: string }[];
}

const REBUILD = [
  'get the sources of this version, and rustup: rust-toolchain.toml names the exact compiler',
  'cargo xtask reproduce   # builds twice, in two places with two cargo homes, and compares every byte with pkg/',
  'sha256sum pkg/dist/engine.wasm',
];

/** Files below a folder, as `SHA256SUMS` spells them. */
function filesOf(folder: string, below = folder): string[] {
  return readdirSync(below, { withFileTypes: true }).flatMap((entry) => {
    const path = join(below, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : filesOf(folder, path);
    return [relative(folder, path).split(sep).join('/')];
  });
}

/** A constant of an inline copy, read and not run. */
function constant(text: string, name: string): unknown {
  const found = new RegExp(`^export const ${name} = (.*);$|^exports\\.${name} = (.*);$`, 'm').exec(text);
  return found && JSON.parse((found[1] ?? found[2] ?? '').replace(/^'(.*)'$/, '"$1"'));
}

/** The engine out of the text of an inline copy, without the unpacker that stands in it. */
function unpacked(text: string): Uint8Array | undefined {
  try {
    const layout = constant(text, 'layout') as number[];
    return together(unpack(constant(text, 'packed') as string, constant(text, 'frequent') as string, layout.slice(2)), layout);
  } catch {
    return undefined;
  }
}

/** Whether the unpacker of an inline copy is handed nothing: it can then do nothing but work bytes out. */
function isUnpackerAlone(text: string): boolean {
  try {
    return !WebAssembly.Module.imports(new WebAssembly.Module(Buffer.from(constant(text, 'unpacker') as string, 'base64'))).length;
  } catch {
    return false;
  }
}

/** What was found in the engine as a script, by its text: reading a megabyte of code takes a second. */
const engines = /* @__PURE__ */ new Map<string, ShellReport>();

/** The same script for CommonJS, to the byte: what is found in the one then holds for the other. */
const twinOf = (script: string) =>
  script
    .replace(/^export const /m, '"use strict";\n$&')
    .replace(/^export const (\w+) = /gm, 'exports.$1 = ')
    .replace(/\nexport \{ makeEngine \};\n$/, '\nexports.makeEngine = makeEngine;\n');

/** Looks at everything in a folder. */
export async function look(folder: string): Promise<Verified> {
  const faults: Verified['faults'] = [];
  const fault = (where: string, what: string) => void faults.push({ where, what });
  const bytes = (path: string) => readFileSync(join(folder, path));
  const text = (path: string) => bytes(path).toString('utf8');
  const attempt = <T>(where: string, action: () => T, otherwise: T): T => {
    try {
      return action();
    } catch (error) {
      fault(where, (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'it is missing' : 'it cannot be read');
      return otherwise;
    }
  };

  const manifest = attempt('package.json', () => JSON.parse(text('package.json')) as Record<string, unknown>, {});
  const wasm = attempt('dist/engine.wasm', () => bytes('dist/engine.wasm'), Buffer.alloc(0));
  const engine = await readModule(wasm, attempt('dist/index.js', () => text('dist/index.js'), ''));
  for (const what of engine.faults) fault('dist/engine.wasm', what);

  const all = attempt(basename(folder), () => filesOf(folder), []);
  const sums = new Map<string, string>();
  for (const line of attempt('SHA256SUMS', () => text('SHA256SUMS'), '').split('\n')) {
    const [, sum, path] = /^([0-9a-f]{64}) [ *](.+)$/.exec(line) ?? [];
    if (sum && path) sums.set(path, sum);
  }
  for (const [path, sum] of sums) {
    const found = attempt(path, () => sha256(bytes(path)), undefined);
    if (found && found !== sum) fault(path, 'it is not the file that SHA256SUMS names');
  }
  for (const path of all) if (path !== 'SHA256SUMS' && !path.startsWith('demo/') && !sums.has(path)) fault(path, 'SHA256SUMS does not name it');

  const hashes = [{ where: 'SHA256SUMS', holds: sums.get('dist/engine.wasm') === engine.sha256 }];
  const powers: Use[] = [];
  const scripts = all.filter((path) => path.startsWith('dist/') && /\.[cm]?js$/.test(path)).sort();
  const workerCode = () => attempt('dist/isolated.worker.js', () => text('dist/isolated.worker.js'), '').split(/^const oxpeckerEngine = .*\n/m)[1] ?? '';
  const told = (found: Fault[]) => {
    for (const { file, line, what } of found) fault(`dist/${file}:${line}`, what);
  };
  for (const path of scripts) {
    const file = path.slice('dist/'.length);
    const script = text(path);
    if (/^engine\.inline\.c?js$/.test(file)) {
      if (!isOnlyConstants(file, script)) fault(path, 'there is more in it than constants');
      if (!isUnpackerAlone(script)) fault(path, 'its unpacker is no module that imports nothing');
      const inline = unpacked(script);
      hashes.push({ where: `${path}, the inline copy`, holds: inline !== undefined && sha256(inline) === engine.sha256 });
      continue;
    }
    if (file === 'engine.nowasm.cjs') {
      if (script !== twinOf(attempt(path, () => text('dist/engine.nowasm.js'), ''))) fault(path, 'it is not the twin of engine.nowasm.js');
      continue;
    }
    const report = engines.get(script) ?? readShell(file, script);
    if (file === 'engine.nowasm.js') engines.set(script, report);
    powers.push(...report.uses);
    told(report.faults);
    // What a frame runs is the code of the worker file, which is parsed as well.
    if (/^isolated\.inline\.c?js$/.test(file)) hashes.push({ where: `${path}, the worker's code`, holds: script.includes(JSON.stringify(workerCode())) });
    if (/^nowasm\.c?js$/.test(file)) {
      const engine = attempt(path, () => bytes(`dist/engine.${file}`), Buffer.alloc(0));
      if (!script.includes(integrityOf(engine))) fault(path, 'the hash that it reports is not that of its engine');
    }
    if (/^(index|slim(\.node)?|isolated\.worker)\.c?js$/.test(file)) hashes.push({ where: `${path}, what the loader compares with`, holds: report.integrity === engine.integrity });
  }
  for (const name of ['dist/index.js', 'dist/index.cjs', 'dist/slim.js', 'dist/engine.inline.js', 'dist/nowasm.js', 'dist/engine.nowasm.js', 'dist/storage.js']) if (!scripts.includes(name)) fault(name, 'it is missing');
  for (const { where, holds } of hashes) if (!holds) fault(where, 'it is not the hash of engine.wasm');

  const dependencies = ['dependencies', 'peerDependencies', 'optionalDependencies', 'bundledDependencies'].flatMap((key) => Object.keys((manifest[key] as object | undefined) ?? {}));
  for (const name of dependencies) fault('package.json', `it depends on \`${name}\``);
  for (const name of Object.keys((manifest['scripts'] as object | undefined) ?? {})) if (/install|prepare|^pre|^post/.test(name)) fault('package.json', `it runs \`${name}\` when it is installed`);
  interface Component {
    name: string;
    version: string;
    licenses?: { expression?: string }[];
    purl?: string;
    scope?: string;
  }
  const bill = attempt('sbom.cdx.json', () => JSON.parse(text('sbom.cdx.json')) as { components?: Component[] }, {});
  const bundled = (bill.components ?? []).map(({ name, version, licenses, purl = '' }) => ({
    name,
    version,
    licence: licenses?.[0]?.expression ?? '',
    kind: purl.startsWith('pkg:npm') ? 'package' : 'crate',
  }));
  return {
    package: String(manifest['name'] ?? ''),
    version: String(manifest['version'] ?? ''),
    verified: faults.length === 0,
    engine,
    hashes,
    powers,
    scripts,
    files: sums.size,
    dependencies,
    bundled,
    rebuild: REBUILD,
    faults,
  };
}

/** Runs the command. */
export async function verify(folder: string | undefined, isJson: boolean): Promise<Outcome> {
  const found = await look(folder ?? fileURLToPath(new URL('..', import.meta.url)));
  return { code: found.verified ? 0 : 1, out: isJson ? `${JSON.stringify(found, null, 2)}\n` : asText(found) };
}
