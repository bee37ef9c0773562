// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * `oxpecker lint <pack>`: what the engine refuses, and what a reviewer would.
 *
 * Out: exit code 0 for a pack without errors, 1 for one with, or a file that cannot be read. May use: the file system
 * (reading the one file). Invariants: nothing is written, nothing is sent; a signed pack is read through its envelope,
 * whose signatures are not looked at here.
 */

import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
// The package's own entry, so that the command refuses what the page refuses.
import { Oxpecker, OxpeckerError } from '../index';
import { check, type Lint, type PackDocument } from './lint/check';
import { type Outcome, UsageError } from './outcome';

/** The engine's own word on a pack. */
async function refusals(pack: string): Promise<Lint[]> {
  try {
    (await Oxpecker.create({ pack })).free();
    return [];
  } catch (error) {
    if (!(error instanceof OxpeckerError) || !error.diagnostics) throw error;
    return error.diagnostics.map((diagnostic) => ({ severity: 'error', ...diagnostic }));
  }
}

function asText(file: string, lints: Lint[]): string {
  const lines = lints.map(({ severity, path, column, code, message }) => `${severity}  ${path || file}${column ? `:${column}` : ''}\n       ${code}: ${message}`);
  const errors = lints.filter(({ severity }) => severity === 'error').length;
  const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`;
  return `${[...lines, `${file}: ${count(errors, 'error')}, ${count(lints.length - errors, 'warning')}`].join('\n')}\n`;
}

/** Runs the command. */
export async function lint(positionals: string[], flags: { format?: string | undefined }): Promise<Outcome> {
  const [path, ...more] = positionals;
  if (path === undefined || more.length) throw new UsageError('lint takes one pack');
  const format = flags.format ?? 'text';
  if (format !== 'text' && format !== 'json') throw new UsageError('--format is text or json');
  let text: string;
  try {
    text = readFileSync(path === '-' ? 0 : path, 'utf8');
  } catch (error) {
    return { code: 1, err: `oxpecker: the file cannot be read (${(error as NodeJS.ErrnoException).code})\n` };
  }
  let pack: PackDocument & { oxpeckerPack?: unknown; pack?: unknown } = {};
  try {
    pack = JSON.parse(text);
    if (pack.oxpeckerPack !== undefined && typeof pack.pack === 'string') pack = JSON.parse((text = pack.pack));
  } catch {
    // The engine says where.
  }
  const lints = [...(await refusals(text)), ...(typeof pack === 'object' && pack ? check(pack) : [])];
  const file = path === '-' ? 'standard input' : basename(path);
  const isFine = lints.every(({ severity }) => severity !== 'error');
  return { code: isFine ? 0 : 1, out: format === 'json' ? `${JSON.stringify({ file, diagnostics: lints }, null, 2)}\n` : asText(file, lints) };
}
