// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Keeping the page's own files on the device: on, off, and how it stands.
 *
 * Invariants: nothing is kept unless the visitor asks for it, so that a page that was only looked at requests nothing
 * after it has loaded.
 */
import { workerAddress } from './trusted.js';

/** `none`: this browser cannot, or not here. */
export type Offline = 'none' | 'off' | 'busy' | 'on' | 'failed';

const workers = (): ServiceWorkerContainer | undefined => navigator.serviceWorker as ServiceWorkerContainer | undefined;

export async function howOffline(): Promise<Offline> {
  try {
    const found = await workers()?.getRegistration();
    return found === undefined ? (workers() ? 'off' : 'none') : 'on';
  } catch {
    return 'none';
  }
}

let address: string | null = null;

/** Resolves once all files are kept, or are not. */
export async function keepOffline(): Promise<Offline> {
  try {
    address ??= workerAddress('sw.js');
    const registration = await workers()?.register(address);
    const worker = registration?.installing ?? registration?.waiting ?? registration?.active;
    if (!worker) return 'failed';
    const isThere = () => ['installed', 'activating', 'activated'].includes(worker.state);
    while (!isThere()) {
      if (worker.state === 'redundant') return 'failed';
      await new Promise((resolve) => worker.addEventListener('statechange', resolve, { once: true }));
    }
    return 'on';
  } catch {
    return 'failed';
  }
}

export async function forgetOffline(): Promise<Offline> {
  const registration = await workers()?.getRegistration();
  await registration?.unregister();
  for (const name of await caches.keys()) if (name.startsWith('larkmere-')) await caches.delete(name);
  return 'off';
}
