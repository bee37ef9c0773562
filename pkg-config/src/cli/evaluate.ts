// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * `oxpecker evaluate <file>`: reads a file of transactions, asks the engine, and says what came of it.
 *
 * May use: the file system (reading the one file), the clock. Invariants: nothing is written, nothing is sent.
 */

import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
// The package's own entry, so that the command runs what the page runs.
import { Oxpecker, OxpeckerError } from '../index';
import type { Purpose } from '../types';
import { asJson, asText } from './layout';
import { type Outcome, UsageError } from './outcome';

interface Flags {
  now?: string | undefined;
  locale?: string | undefined;
  'time-zone'?: string | undefined;
  consent?: string | undefined;
  surface?: string | undefined;
  format?: string | undefined;
}

const DAY = 86_400_000;
const STALE_DAYS = 60;

/** Codes that speak of a flag and not of the file. */
const OF_FLAGS = new Set(['INVALID_NOW', 'INVALID_TIME_ZONE', 'INVALID_LOCALE', 'INVALID_ARGUMENT']);

/** A line for a file whose newest row lies so far back that nothing would be news. */
function stale(bytes: Uint8Array, now: Date): string | undefined {
  const dates = new TextDecoder().decode(bytes).matchAll(/"bookedAt"\s*:\s*"(\d{4}-\d\d-\d\d)"/g);
  let newest = '';
  for (const [, date = ''] of dates) if (date > newest && Date.parse(date)) newest = date;
  if (!newest || now.getTime() - Date.parse(newest) <= STALE_DAYS * DAY) return undefined;
  const then = new Date(Date.parse(newest) + DAY).toISOString().slice(0, 10);
  return `The newest row is of ${newest}. To see what would have been said then, add --now ${then}T09:00:00Z`;
}

function readInput(path: string): Uint8Array {
  return readFileSync(path === '-' ? 0 : path);
}

/** Runs the command. */
export async function evaluate(positionals: string[], flags: Flags): Promise<Outcome> {
  const [path, ...more] = positionals;
  if (path === undefined || more.length) throw new UsageError('evaluate takes one file');
  const format = flags.format ?? 'text';
  if (format !== 'text' && format !== 'json') throw new UsageError('--format is text or json');
  const consent = (flags.consent ?? 'insights,payment-guard,nudges').split(',').filter(Boolean) as Purpose[];
  const now = flags.now ?? new Date();
  let ox: Awaited<ReturnType<typeof Oxpecker.create>> | undefined;
  try {
    ox = await Oxpecker.create({ locale: flags.locale, timeZone: flags['time-zone'], consent });
    // Refuses a bad `--now` before a word is said about the file.
    ox.series({ now });
    const bytes = readInput(path);
    const report = ox.ingest(bytes);
    const found = {
      file: path === '-' ? 'standard input' : basename(path),
      report,
      answer: ox.evaluate({ surface: flags.surface ?? 'home', now }),
      duplicates: ox.duplicates({ now, includeSettled: true }),
      missing: ox.consent.missing(),
      hint: stale(bytes, new Date(now)),
    };
    return { code: 0, out: format === 'json' ? asJson(found) : asText(found) };
  } catch (error) {
    if (error instanceof OxpeckerError) {
      if (OF_FLAGS.has(error.code)) throw new UsageError(error.message);
      return { code: 1, err: `oxpecker: ${error.message}\n` };
    }
    const { code } = error as NodeJS.ErrnoException;
    if (typeof code === 'string') return { code: 1, err: `oxpecker: the file cannot be read (${code})\n` };
    throw error;
  } finally {
    ox?.free();
  }
}
