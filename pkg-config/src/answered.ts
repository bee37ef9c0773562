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

export class Answered {
  #lines: AnsweredLine[] = [];
  #number = 0;

  note(call: string, answer: unknown): void {
    if (call === 'withdraw' || call === 'erase') this.#lines = [];
    const counts: Record<string, number> = {};
    const ids: string[] = [];
    if (answer instanceof Cut) {
      for (const [name, own] of Object.entries(answer.ids)) {
        counts[name] = own.length;
        ids.push(...own.slice(0, MAX_IDS - ids.length));
      }
      this.#add(call, counts, ids);
      return;
    }
    const look = (value: unknown, name: string): void => {
      if (answer instanceof Uint8Array) counts['bytes'] = answer.length;
      else if (Array.isArray(value)) {
        counts[name] = value.length;
        for (const one of value) if (typeof one?.id === 'string' && ids.length < MAX_IDS) ids.push(one.id);
      } else if (typeof (value as { id?: unknown } | null)?.id === 'string') ids.push((value as { id: string }).id);
    };
    look(answer, 'items');
    if (!Array.isArray(answer) && !(answer instanceof Uint8Array)) for (const [name, value] of Object.entries(answer ?? {})) if (Array.isArray(value)) look(value, name);
    this.#add(call, counts, ids);
  }

  #add(call: string, counts: Record<string, number>, ids: string[]): void {
    const last = this.#lines.at(-1);
    if (last?.call === call && String(last.ids) === String(ids) && JSON.stringify(last.counts) === JSON.stringify(counts)) {
      last.times++;
      return;
    }
    this.#lines.push({ number: ++this.#number, call, times: 1, counts, ids });
    if (this.#lines.length > MAX_LINES) this.#lines.shift();
  }

  lines(): AnsweredLine[] {
    return this.#lines.map((line) => ({ ...line, counts: { ...line.counts }, ids: [...line.ids] }));
  }
}
