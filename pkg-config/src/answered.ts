// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The ledger of answers: everything that the engine has handed to this page, by kinds, counts and ids.
 *
 * In: each answered call. Out: lines for the privacy log. Invariants: bounded; nothing of a row but its id; never stored;
 * a withdrawal and an erasing empty it.
 */

import { Cut } from './answer';
import type { AnsweredLine } from './types';

const MAX_LINES = 256;
const MAX_IDS = 32;

type Told = Pick<AnsweredLine, 'counts' | 'ids'>;

/** A call, how often in a row, and what it answered; an answer to `evaluate` by its head, the ids of each list as JSON. */
interface Line extends Pick<AnsweredLine, 'number' | 'call' | 'times'> {
  told: Told | string;
}

function read(told: Told | string): Told {
  if (typeof told !== 'string') return { counts: { ...told.counts }, ids: [...told.ids] };
  const lists = JSON.parse(told) as Record<string, string[]>;
  const counts = Object.fromEntries(Object.entries(lists).map(([name, ids]) => [name, ids.length]));
  return { counts, ids: Object.values(lists).flat().slice(0, MAX_IDS) };
}

/** What an answer holds that has no head. */
function toldOf(answer: unknown): Told {
  const counts: Record<string, number> = {};
  const ids: string[] = [];
  const count = (name: string, list: readonly { id?: unknown }[]) => {
    counts[name] = list.length;
    for (const one of list) if (typeof one?.id === 'string' && ids.length < MAX_IDS) ids.push(one.id);
  };
  if (answer instanceof Uint8Array) counts['bytes'] = answer.length;
  else if (Array.isArray(answer)) count('items', answer);
  else {
    const found = (answer ?? {}) as Record<string, unknown>;
    if (typeof found['id'] === 'string') ids.push(found['id']);
    for (const name in found) if (Array.isArray(found[name])) count(name, found[name]);
  }
  return { counts, ids };
}

const isSame = (a: Told | string, b: Told | string) => a === b || (typeof a !== 'string' && JSON.stringify(a) === JSON.stringify(b));

export class Answered {
  #lines: Line[] = [];
  #number = 0;

  note(call: string, answer: unknown): void {
    if (call === 'withdraw' || call === 'erase') this.#lines = [];
    const told = answer instanceof Cut ? answer.head : toldOf(answer);
    const last = this.#lines.at(-1);
    if (last?.call === call && isSame(last.told, told)) {
      last.times++;
      return;
    }
    this.#lines.push({ number: ++this.#number, call, times: 1, told });
    if (this.#lines.length > MAX_LINES) this.#lines.shift();
  }

  lines(): AnsweredLine[] {
    return this.#lines.map(({ told, ...line }) => ({ ...line, ...read(told) }));
  }
}
