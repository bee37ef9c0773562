// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The part `native`: the packed package in Node against the native build of the same code with the same profile.
 */
import { openNative } from '../hosts/native.mjs';
import { median, ratio, turns } from '../report/turns.mjs';
import { factor, times } from '../report/words.mjs';
import { customer } from '../data/customer.mjs';
import { settings, wholeJob } from '../trials/whole.mjs';

export async function run({ Oxpecker, native: program, plan }) {
  const native = openNative(program);
  const rows = [];
  for (const { label, rows: count } of plan.sizes) {
    const text = JSON.stringify(customer(count).rows);
    const bytes = new TextEncoder().encode(text);
    const package_ = { prepare: () => Oxpecker.create(settings), run: (ox) => wholeJob(ox, bytes), close: (ox) => ox.free() };
    const [ours, theirs] = [[], []];
    for (let round = 0; round < plan.native.rounds; round++) {
      ours.push(median((await turns({ package_ }, { ms: plan.native.seconds * 1000, least: plan.native.least, warm: plan.native.warm })).package_));
      theirs.push(native.whole(String(count), text, plan.native));
    }
    rows.push([label, times(ours), times(theirs), factor(ratio(ours, theirs))]);
  }
  native.close();
  return {
    id: 'native',
    title: 'WebAssembly against the native build',
    about: 'The whole job in Node and as a native program with the profile of the module, in turns (`tests/bench/native/`, by criterion). The factor is how often the package takes as long. Must hold: 2.0.',
    tables: [{ keys: 1, columns: ['rows', 'package', 'native', 'factor'], rows }],
  };
}
