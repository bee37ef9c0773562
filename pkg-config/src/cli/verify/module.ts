// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The engine's module: what it imports and what each import can do, its hash, and whether a machine shines through it.
 *
 * In: `engine.wasm` and the script that gives it its imports. Out: facts and faults. Invariants: nothing is run.
 */

import { createHash } from 'node:crypto';
import { parse } from 'acorn';
import { mentions, type Node } from './scopes';
import { walk } from './shell';

/** One import. */
export interface ModuleImport {
  module: string;
  /** Without the hash that the tool appends. */
  name: string;
  kind: string;
  /** What it lets the engine do. */
  can: string;
  cannot: string;
  /** The function of the shell that is behind it, as it stands there. */
  source: string;
  /** What that function takes from the host. */
  host: string[];
}

/** The two that there may be. Compared without the hash, which changes with the tool. */
const KNOWN: Record<string, { can: string; cannot: string; host: string[] }> = {
  __wbg___wbindgen_throw: {
    can: 'stop the call that is under way, with a text out of its own memory',
    cannot: 'reach anything of the page: it makes an Error, which the shell catches',
    host: ['Error'],
  },
  __wbindgen_init_externref_table: {
    can: 'put the constants undefined, null, true and false into a table of its own',
    cannot: 'reach anything of the page: the table is inside the module',
    host: ['undefined'],
  },
};

/** Ways in which the folders of a machine are spelled. */
const PATHS = /\/(?:home|root|Users|tmp|var|mnt|build|workspace)\/[\w.-]+|[A-Z]:\\\\?[\w.-]+|\.cargo\/registry/;

/** What was found. */
export interface ModuleReport {
  bytes: number;
  sha256: string;
  integrity: string;
  imports: ModuleImport[];
  exports: string[];
  sections: string[];
  faults: string[];
}

const bare = (name: string) => name.replace(/_[0-9a-f]{16}$/, '');

export const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');

/** The same as a page's markup would say it. */
export const integrityOf = (bytes: Uint8Array) => `sha256-${createHash('sha256').update(bytes).digest('base64')}`;

/** Reads the module; `shell` is the script that starts it. */
export async function readModule(wasm: Buffer, shell: string): Promise<ModuleReport> {
  const report: ModuleReport = {
    bytes: wasm.length,
    sha256: sha256(wasm),
    integrity: integrityOf(wasm),
    imports: [],
    exports: [],
    sections: [],
    faults: [],
  };
  let module: WebAssembly.Module;
  try {
    module = new WebAssembly.Module(new Uint8Array(wasm));
  } catch (error) {
    report.faults.push(`engine.wasm is no module (${(error as Error).message})`);
    return report;
  }
  const behind = new Map<string, { source: string; host: string[] }>();
  try {
    const program = parse(shell, { ecmaVersion: 'latest', sourceType: 'module' }) as unknown as Node;
    const all = mentions(program);
    walk(program, (node) => {
      const key = (node['key'] as Node | undefined)?.['name'];
      if (node.type !== 'Property' || typeof key !== 'string' || !/^__wb/.test(key)) return;
      const host = new Set(all.filter((one) => one.node.start >= node.start && one.node.end <= node.end).map(({ path }) => path));
      behind.set(key, { source: shell.slice(node.start, node.end), host: [...host].sort() });
    });
  } catch {
    // The reader of the shell says so.
  }
  for (const { module: room, name, kind } of WebAssembly.Module.imports(module)) {
    const known = KNOWN[bare(name)];
    const { source = '', host = [] } = behind.get(name) ?? {};
    report.imports.push({ module: room, name: bare(name), kind, can: known?.can ?? 'unknown', cannot: known?.cannot ?? 'unknown', source, host });
    if (!known || kind !== 'function') report.faults.push(`it imports \`${name}\`, a ${kind}, which is not one of the two that are inert`);
    else if (!source) report.faults.push(`what the shell gives for \`${bare(name)}\` was not found`);
    else if (host.some((path) => !known.host.includes(path))) report.faults.push(`what the shell gives for \`${bare(name)}\` takes ${host.join(', ')} from the host`);
  }
  for (const name of Object.keys(KNOWN)) if (!report.imports.some((one) => one.name === name)) report.faults.push(`the import \`${name}\` is not there, so this is not the boundary that is known`);
  report.exports = WebAssembly.Module.exports(module).map(({ name }) => name);
  report.sections = customSections(wasm);
  const path = PATHS.exec(wasm.toString('latin1'));
  if (path) report.faults.push(`it names a folder of the machine that built it: ${path[0]}`);
  return report;
}

/** Names of the custom sections. */
function customSections(wasm: Uint8Array): string[] {
  const found: string[] = [];
  let at = 8;
  const leb = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = wasm[at++] ?? 0;
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  while (at < wasm.length) {
    const id = wasm[at++];
    const size = leb();
    const end = at + size;
    if (id === 0) {
      const length = leb();
      found.push(new TextDecoder().decode(wasm.subarray(at, at + length)));
    }
    at = end;
  }
  return found;
}
