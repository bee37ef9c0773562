// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The ledger of answers: everything that the engine has handed to this page, by kinds, counts and ids.
 *
 * In: each answered call. Out: lines for the privacy log. Invariants: bounded; nothing of a row but its id; never stored;
 * a withdrawal and an erasing empty it.
 */

import { Headed } from './answer';
import type { AnsweredLine } from './types';

const MAX_LINES = 256;
const MAX_IDS = 32;

type Told = Pick<AnsweredLine, 'counts' | 'ids'>;

/** A call, how often in a row, and what it answered; by its head where it has one: the ids of each list, or what is told, as JSON. */
interface Line extends Pick<AnsweredLine, 'number' | 'call' | 'times'> {
  told: Told | string;
}

function read(told: Told | string): Told {
  if (typeof told !== 'string') return { counts: { ...told.counts }, ids: [...told.ids] };
  const head = JSON.parse(told) as Record<string, unknown>;
  if (head['counts']) return head as unknown as Told;
  const lists = head as Record<string, string[]>;
  const counts = Object.fromEntries(Object.entries(lists).map(([name, ids]) => [name, ids.length]));
  return { counts, ids: Object.values(lists).flat().slice(0, MAX_IDS) };
}

function count({ counts, ids }: Told, name: string, list: readonly { id?: unknown }[]): void {
  counts[name] = list.length;
  // By place: an iterator costs more than all the rest of a short answer.
  for (let place = 0; place < list.length && ids.length < MAX_IDS; place++) {
    const id = list[place]?.id;
    if (typeof id === 'string') ids.push(id);
  }
}

/** What an answer holds that has no head. */
function toldOf(answer: unknown): Told {
  const told: Told = { counts: {}, ids: [] };
  if (answer instanceof Uint8Array) told.counts['bytes'] = answer.length;
  else if (Array.isArray(answer)) count(told, 'items', answer);
  else if (answer) {
    const found = answer as Record<string, unknown>;
    for (const name in found) {
      const value = found[name];
      if (Array.isArray(value)) count(told, name, value);
      else if (name === 'id' && typeof value === 'string') told.ids.push(value);
    }
  }
  return told;
}

const isSame = (a: Told | string, b: Told | string) => a === b || (typeof a !== 'string' && JSON.stringify(a) === JSON.stringify(b));

export class Answered {
  #lines: Line[] = [];
  #number = 0;

  note(call: string, answer: unknown): void {
    if (call === 'withdraw' || call === 'erase') this.#lines = [];
    const last = this.#lines.at(-1);
    // The parts of a file are one call of the app.
    if (call === 'ingest_push' && last?.call === call) return;
    const told = answer instanceof Headed ? answer.head : toldOf(answer);
    if (last?.call === call && isSame(last.told, told)) {
      last.times++;
      return;
    }
    // Those beyond the bound go together: one goes at the price of all.
    if (this.#lines.length >= 2 * MAX_LINES) this.#lines = this.#lines.slice(-MAX_LINES);
    this.#lines.push({ number: ++this.#number, call, times: 1, told });
  }

  lines(): AnsweredLine[] {
    return this.#lines.slice(-MAX_LINES).map(({ told, ...line }) => ({ ...line, ...read(told) }));
  }
}
