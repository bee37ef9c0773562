// SPDX-License-Identifier: MIT OR Apache-2.0
/** Bytes of the engine as text and as JSON, and text for it as bytes. */

/** Made at the first call: importing the package touches nothing of the host. */
let decoder: TextDecoder | undefined;
let encoder: TextEncoder | undefined;

export const textOf = (payload: Uint8Array): string => (decoder ??= new TextDecoder()).decode(payload);

export const decode = (payload: Uint8Array): unknown => JSON.parse(textOf(payload));

export const encode = (text: string): Uint8Array => (encoder ??= new TextEncoder()).encode(text);

/** Writes a text into as many bytes as it has letters; tells whether it fits, as ASCII does. */
export const fits = (text: string, room: Uint8Array): boolean => (encoder ??= new TextEncoder()).encodeInto(text, room).read === text.length;
