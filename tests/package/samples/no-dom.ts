// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The same package for a reader whose project knows neither a browser nor Node.
 */

import { indexedDbStorage, Oxpecker } from 'oxpecker';
import { Oxpecker as Slim } from 'oxpecker/slim';

export async function run(bytes: Uint8Array): Promise<string[]> {
  const ox = await Oxpecker.create({ consent: ['nudges'], storage: indexedDbStorage({ name: 'customer-1' }) });
  await ox.ingestAsync(bytes);
  const twin = await Slim.restore(ox.snapshot(), { wasm: bytes });
  return twin.evaluate({ surface: 'home' }).cards.map((card) => card.text.title);
}
