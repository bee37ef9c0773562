// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Keeping the app for use without a connection.
 */
import { forgetOffline, keepOffline } from '../offline.js';
import type { Store } from '../state.js';
import { stringsOf } from '../strings.js';

export interface OfflineActions {
  setOffline(isWanted: boolean): Promise<void>;
}

export function offlineActions(store: Store): OfflineActions {
  return {
    async setOffline(isWanted) {
      store.update({ offline: 'busy' });
      const offline = isWanted ? await keepOffline() : await forgetOffline();
      store.update({ offline, announcement: stringsOf(store.state.language).offlineStates[offline] ?? '' });
    },
  };
}
