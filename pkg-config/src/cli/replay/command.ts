// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * `oxpecker replay <pack> [data]`: walks the days of a history and tells how often its customer would be interrupted,
 * what was noticed in time, and which nudges never speak.
 *
 * May use: the file system (reading two files). Invariants: no clock is read; nothing is written, nothing is sent.
 */

import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
// The package's own entries, so that the command runs what the page runs.
import { Oxpecker, OxpeckerError } from '../../index';
import { persona, personas } from '../../personas/index';
import { dateOf, dayOf } from '../../personas/calendar';
import type { Purpose } from '../../types';
import { jsonOf } from '../layout';
import { type Outcome, UsageError } from '../outcome';
import { summarize } from './figures';
import { BadField, historyOf } from './file';
import { type History, prepared } from './history';
import { readPack } from './pack';
import { asText } from './report';
import { type Habits, walk } from './walk';

export const OPTIONS = {
  from: { type: 'string' },
  to: { type: 'string' },
  budget: { type: 'string' },
  answers: { type: 'string' },
  surfaces: { type: 'string' },
  hour: { type: 'string' },
  consent: { type: 'string' },
  'time-zone': { type: 'string' },
  format: { type: 'string' },
} as const;

export const HELP = `  oxpecker replay <pack> [data] [options]

Walks a history day by day with a pack, and tells how often its customer would be interrupted.

  <pack>  a pack's file, with or without the envelope of its signatures, or \`builtin\`
  [data]  a file of transactions, ids of personas with commas, or \`personas\`: all twelve (when left out).
          A file may carry the fields of a persona, events among them.

Options of replay:
  --from <date>        First day; for a file 90 days after its first row, and a year at most
  --to <date>          Last day; the last row's when left out
  --budget <number>    Exit code 1 when the p95 of interruptions a week is more, for anybody or for all together
  --answers <way>      shown (when left out: looks, and does nothing more), accept or dismiss
  --surfaces <list>    Where the app asks, with commas; home,transactions,inbox when left out
  --hour <number>      At which hour it asks; 19 when left out
  --consent <list>     Purposes, with commas; what the persona grants, or for a file all that speak, when left out
  --time-zone <zone>   Zone of the customer; for a file UTC when left out
  --format <form>      text (when left out) or json
`;

type Flags = { [Name in keyof typeof OPTIONS]?: string | undefined };

const SPEAKING: readonly Purpose[] = ['insights', 'payment-guard', 'nudges', 'offers', 'challenges', 'learning', 'life-events'];
const ANSWERS = ['shown', 'accept', 'dismiss'] as const;

/** Codes that speak of a flag and not of a file. */
const OF_FLAGS = new Set(['INVALID_TIME_ZONE', 'INVALID_ARGUMENT']);

function whole(flags: Flags, name: 'budget' | 'hour', most: number): number | undefined {
  const text = flags[name];
  if (text === undefined) return undefined;
  if (!/^\d{1,4}$/.test(text) || Number(text) > most) throw new UsageError(`--${name} is a whole number up to ${most}`);
  return Number(text);
}

function date(flags: Flags, name: 'from' | 'to'): string | undefined {
  const text = flags[name];
  if (text === undefined) return undefined;
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? dayOf(text) : Number.NaN;
  if (Number.isNaN(day) || dateOf(day) !== text) throw new UsageError(`--${name} is a date such as 2025-03-31`);
  return text;
}

const list = (text: string) => text.split(',').filter(Boolean);

function habitsOf(flags: Flags): Habits {
  const surfaces = list(flags.surfaces ?? 'home,transactions,inbox');
  if (!surfaces.length) throw new UsageError('--surfaces names at least one');
  const answers = ANSWERS.find((way) => way === (flags.answers ?? 'shown'));
  if (!answers) throw new UsageError(`--answers is ${ANSWERS.join(', ')}`);
  return { surfaces, hour: whole(flags, 'hour', 23) ?? 19, answers };
}

/** A file of rows. The engine reads it first, since it knows what is wrong with a bad one. */
async function fromFile(path: string, flags: Flags): Promise<History> {
  const bytes = readFileSync(path === '-' ? 0 : path);
  const ox = await Oxpecker.create({ timeZone: flags['time-zone'] });
  try {
    ox.ingest(bytes);
  } finally {
    ox.free();
  }
  return historyOf(path === '-' ? 'standard input' : basename(path), bytes, [...SPEAKING], flags['time-zone']);
}

async function historiesOf(named: string, flags: Flags): Promise<History[]> {
  const found = named === 'personas' ? personas() : list(named).map(persona);
  const histories = found.length && found.every((one) => one !== undefined) ? found : [await fromFile(named, flags)];
  return histories.map((history) => {
    const changed = { ...history, from: date(flags, 'from') ?? history.from, to: date(flags, 'to') ?? history.to };
    if (flags.consent !== undefined) changed.consent = list(flags.consent) as Purpose[];
    if (flags['time-zone'] !== undefined) changed.timeZone = flags['time-zone'];
    if (changed.from > changed.to) throw new UsageError(`--from ${changed.from} is after --to ${changed.to}`);
    return prepared(changed);
  });
}

/** What is wrong with a pack, one line each. */
const problems = (error: OxpeckerError) => (error.diagnostics ?? []).map(({ path, code, message }) => `  ${path}  ${code}  ${message}\n`).join('');

/** Runs the command. */
export async function replay(positionals: string[], flags: Flags): Promise<Outcome> {
  const [named, data = 'personas', ...more] = positionals;
  if (named === undefined || more.length) throw new UsageError('replay takes a pack, and data');
  const format = flags.format ?? 'text';
  if (format !== 'text' && format !== 'json') throw new UsageError('--format is text or json');
  const habits = habitsOf(flags);
  const limit = whole(flags, 'budget', 9_999);
  try {
    const pack = readPack(named);
    const walks = [];
    for (const history of await historiesOf(data, flags)) walks.push(await walk(history, pack, habits));
    const summary = summarize(walks, pack, habits, limit);
    return { code: summary.budget?.exceededBy.length ? 1 : 0, out: format === 'json' ? jsonOf(summary) : asText(summary) };
  } catch (error) {
    if (error instanceof OxpeckerError) {
      if (OF_FLAGS.has(error.code)) throw new UsageError(error.message);
      return { code: 1, err: `oxpecker: ${error.message}\n${problems(error)}` };
    }
    if (error instanceof BadField) return { code: 1, err: `oxpecker: ${error.message}\n` };
    const { code } = error as NodeJS.ErrnoException;
    if (typeof code === 'string') return { code: 1, err: `oxpecker: a file cannot be read (${code})\n` };
    throw error;
  }
}
