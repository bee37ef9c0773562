// SPDX-License-Identifier: MIT OR Apache-2.0
/** Bytes of the engine as text and as JSON. */

/** Made at the first call: importing the package touches nothing of the host. */
let decoder: TextDecoder | undefined;

export const textOf = (payload: Uint8Array): string => (decoder ??= new TextDecoder()).decode(payload);

export const decode = (payload: Uint8Array): unknown => JSON.parse(textOf(payload));
