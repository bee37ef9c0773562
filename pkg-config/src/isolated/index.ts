// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The entry `oxpecker/isolated`: the engine in a worker from which nothing leads out.
 */

import type { Bytes, CreateOptions } from '../api';
import { must, optionsOf, OxpeckerError } from '../error';
import { jsonOf } from '../call';
import { checkOptions, checkPlace } from '../options';
import { bytesOf } from '../slices';
import type { IndexedDbStorageOptions } from '../storage/contract';
import { canonical } from '../text';
import { instanceOf, Session } from './client';
import type { IsolatedConstructor, IsolatedOptions, IsolatedOxpecker } from './contract';
import { supported } from '../supported';
import { placeOf } from './place';

/** The worker's script in parts, for a frame; a page that names an address never loads it. */
const script = async (): Promise<string[]> => (await import('oxpecker:worker')).parts();

/** The key of the host's own. Without it nothing is sealed as the host asked, so nothing is begun. */
async function keyFrom(provider: () => unknown): Promise<object> {
  let key: unknown;
  try {
    key = await provider();
  } catch (cause) {
    throw new OxpeckerError('STORAGE_FOREIGN', { cause });
  }
  if (typeof key !== 'object' || !key) throw new OxpeckerError('STORAGE_FOREIGN');
  return key;
}

async function make(options?: IsolatedOptions, snapshot?: Uint8Array): Promise<IsolatedOxpecker> {
  const { worker, storage, onChange, ...rest } = optionsOf(options);
  const locale = canonical(rest.locale ?? 'en', 'locale');
  must((rest as CreateOptions).packVerify == null, 'packVerify', 'left out: no function can cross');
  checkOptions({ ...rest, onChange });
  const { keyProvider, ...place } = storage == null ? ({} as IndexedDbStorageOptions) : checkPlace(storage, 'storage');
  const text = jsonOf({ ...rest, ...(storage && { storage: place }) }, 'options');
  const key = keyProvider && (await keyFrom(keyProvider));
  const session = new Session(await placeOf(worker, script), onChange);
  await session.open({ options: text, ...(snapshot && { snapshot }), ...(key && { key }) }, locale, rest.messages ?? {});
  return instanceOf(session) as IsolatedOxpecker;
}

/** Makes isolated instances; see `IsolatedConstructor`. */
export const Oxpecker: IsolatedConstructor = {
  supported,
  create: (options?: IsolatedOptions) => make(options),
  restore: async (snapshot: Bytes, options?: IsolatedOptions) => make(options, bytesOf(snapshot, 'snapshot').slice()),
};
export { OxpeckerError };
