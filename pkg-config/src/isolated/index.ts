// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The entry `oxpecker/isolated`: the engine in a worker from which nothing leads out.
 */

import type { Bytes } from '../api';
import { optionsOf, OxpeckerError } from '../error';
import { jsonOf } from '../call';
import { bytesOf } from '../slices';
import { canonical } from '../text';
import { instanceOf, Session } from './client';
import type { IsolatedConstructor, IsolatedOptions, IsolatedOxpecker } from './contract';
import { supported } from '../supported';
import { placeOf } from './place';

/** The worker's script in parts, for a frame; a page that names an address never loads it. */
const script = async (): Promise<string[]> => (await import('oxpecker:worker')).parts();

async function make(options?: IsolatedOptions, snapshot?: Uint8Array): Promise<IsolatedOxpecker> {
  const { worker, storage, onChange, ...rest } = optionsOf(options);
  const locale = canonical(rest.locale ?? 'en', 'locale');
  const { keyProvider, ...place } = storage ?? ({} as NonNullable<typeof storage>);
  const text = jsonOf({ ...rest, ...(storage && { storage: place }) }, 'options');
  const key = await keyProvider?.();
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
