// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The check that a visitor runs in their own browser.
 *
 * Invariants: what it needs is loaded when it is asked for, so that a page that was only looked at requests nothing.
 */
import type { State, Store } from '../state.js';
import { stringsOf } from '../strings.js';
import { running } from '../witness.js';

export interface CheckActions {
  runCheck(): Promise<void>;
}

export const FRESH_CHECK: State['check'] = { step: 'idle' };

export function checkActions(store: Store): CheckActions {
  return {
    async runCheck() {
      if (store.state.check.step === 'running') return;
      const words = () => stringsOf(store.state.language);
      const progress = (done: number, total: number) => store.update({ check: { step: 'running', done, total } });
      progress(0, 1);
      try {
        const part = await import('../check/index.js');
        const found = await part.look({ running: running(), loader: store.state.report.engine }, progress);
        store.update({ check: { step: 'done', found, part }, announcement: part.summary(found, store.state.language).join(' ') });
      } catch {
        store.update({ check: { step: 'failed' }, announcement: words().checkFailed });
      }
    },
  };
}
