// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The declaration files: those of the public rooms one after the other, so that each entry has a single file without
 * imports, which is then as good for CommonJS as for ES modules.
 *
 * Invariants: every file is checked by the compiler before it is published.
 */

import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin/tsc');

/** Public rooms, in reading order; none mentions anything of the other rooms. */
const ROOMS = ['types', 'settings', 'verdicts', 'goals', 'challenges', 'rewards', 'error', 'storage/contract', 'support', 'api'];

const ENTRIES = {
  index: ['The default entry of `oxpecker`: it carries the engine with it.', 'OxpeckerConstructor'],
  nowasm: ['The entry `oxpecker/nowasm`: the engine as a plain script, where WebAssembly is forbidden or absent.', 'OxpeckerConstructor'],
  slim: ['The entry `oxpecker/slim`: the engine is a file of its own.', 'OxpeckerConstructor<SlimOptions>'],
};

/** The entry of the personas, which borrows the data of the default entry. */
const PERSONAS = `/** Their ids, in the order in which \`personas()\` gives them. */
export declare const personaIds: readonly PersonaId[];

/** One of them, made anew for each call; nothing when there is none of that id. */
export declare function persona(id: PersonaId): Persona;
export declare function persona(id: string): Persona | undefined;

/** All twelve, made anew for each call. */
export declare const personas: () => Persona[];`;

/** The isolated entry, whose calls are derived from those of the default entry. */
const ISOLATED = (entry) => `/** Makes isolated instances: \`await Oxpecker.create({ worker })\`. */
export declare const Oxpecker: IsolatedConstructor;
export { OxpeckerError } from './index.${entry}';`;

/** The storage that each entry brings. */
const STORAGE = `/** A sealed storage in the browser's IndexedDB: \`create({ storage: indexedDbStorage({ name }) })\`. */
export declare const indexedDbStorage: (options: IndexedDbStorageOptions) => OxpeckerStorage;`;

function run(args, cwd) {
  try {
    execFileSync(process.execPath, [tsc, ...args], { cwd, encoding: 'utf8' });
  } catch (error) {
    throw new Error(`tsc refused:\n${error.stdout}`);
  }
}

/** Asks the compiler what it thinks of a file of declarations. */
const check = (out, file) => run(['--noEmit', '--strict', '--skipLibCheck', 'false', '--lib', 'ES2022', '--module', 'nodenext', '--types', '', join(out, file)], out);

/** One room without its licence line, its door plate and its imports. */
function bodyOf(text, room) {
  const body = text
    .replace(/^\/\/ SPDX[^\n]*\n/, '')
    .replace(/^\/\*\*[\s\S]*?\*\/\n/, '')
    .replace(/^import type \{[^}]*\} from '\.{1,2}\/[a-z/]+';\n/gm, '')
    .replace(/^export \{\};\n/gm, '');
  if (/^import |^export \* |from '/m.test(body)) throw new Error(`the declarations of \`${room}\` import something`);
  return body.trim();
}

/** Checks all sources, then writes `index.d.ts`, `nowasm.d.ts`, `slim.d.ts` and their twins for CommonJS. */
export function writeDeclarations(root, out) {
  const raw = mkdtempSync(join(tmpdir(), 'oxpecker-types-'));
  try {
    run(['--project', root, '--noEmit', 'false', '--emitDeclarationOnly', '--declaration', '--outDir', raw], root);
    const rooms = ROOMS.map((room) => bodyOf(readFileSync(join(raw, `${room}.d.ts`), 'utf8'), room));
    for (const [entry, [plate, type]] of Object.entries(ENTRIES)) {
      const text = [
        `// SPDX-License-Identifier: MIT OR Apache-2.0\n/**\n * ${plate}\n */`,
        ...rooms,
        `/** Makes instances: \`await Oxpecker.create(options)\`. */\nexport declare const Oxpecker: ${type};`,
        STORAGE,
      ].join('\n\n');
      writeFileSync(join(out, `${entry}.d.ts`), `${text}\n`);
      copyFileSync(join(out, `${entry}.d.ts`), join(out, `${entry}.d.cts`));
      check(out, `${entry}.d.ts`);
    }
    const contract = bodyOf(readFileSync(join(raw, 'personas/contract.d.ts'), 'utf8'), 'personas/contract');
    for (const [types, entry] of [['ts', 'js'], ['cts', 'cjs']]) {
      const plate = '// SPDX-License-Identifier: MIT OR Apache-2.0\n/**\n * The entry `oxpecker/personas`: twelve invented customers, for replays, demos and tests.\n */';
      const borrowed = `import type { Account, Card, Purpose, Transaction } from './index.${entry}';`;
      writeFileSync(join(out, `personas.d.${types}`), `${[plate, borrowed, contract, PERSONAS].join('\n\n')}\n`);
    }
    check(out, 'personas.d.ts');
    const isolated = bodyOf(readFileSync(join(raw, 'isolated/contract.d.ts'), 'utf8'), 'isolated/contract');
    for (const [types, entry] of [['ts', 'js'], ['cts', 'cjs']]) {
      const plate = '// SPDX-License-Identifier: MIT OR Apache-2.0\n/**\n * The entry `oxpecker/isolated`: the engine in a worker from which nothing leads out.\n */';
      const borrowed = `import type { Bytes, CreateOptions, DisposeKey, IndexedDbStorageOptions, Oxpecker as Companion, Supported } from './index.${entry}';`;
      writeFileSync(join(out, `isolated.d.${types}`), `${[plate, borrowed, isolated, ISOLATED(entry)].join('\n\n')}\n`);
    }
    check(out, 'isolated.d.ts');
  } finally {
    rmSync(raw, { recursive: true, force: true });
  }
}
