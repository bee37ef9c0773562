// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * A stand-in for the engine behind the calls that the storage knows, small enough to see what it should answer.
 *
 * Entries are a grow-only set, ordered by their own instant; an image is the same set in one piece. Both carry a
 * checksum and a version. `traps` makes the next calls stop as a WebAssembly trap does.
 */

import { METHODS } from '../../../pkg-config/src/methods';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Which calls are to trap: a function of the call's name. */
export const traps = { when: () => false };

const sum = (text) => [...text].reduce((all, one) => (Math.imul(all, 31) + one.codePointAt(0)) >>> 0, 7);
const pack = (kind, value) => {
  const text = JSON.stringify(value);
  return encoder.encode(`${kind}1 ${sum(text)} ${text}`);
};

function unpack(kind, bytes) {
  const [head, check, ...rest] = decoder.decode(bytes).split(' ');
  const text = rest.join(' ');
  const whole = head[0] === kind && Number(check) === sum(text);
  if (!whole) throw Object.assign(new Error('refused'), { reply: { code: 'SNAPSHOT_CORRUPT' } });
  if (head !== `${kind}1`) throw Object.assign(new Error('refused'), { reply: { code: 'SNAPSHOT_VERSION' } });
  return JSON.parse(text);
}

function* framesOf(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < bytes.length; at += 4 + view.getUint32(at, true)) yield bytes.subarray(at + 4, at + 4 + view.getUint32(at, true));
}

class State {
  consent = [];
  rows = [];
  entries = new Map();
  fresh = [];
  chunks = [];

  get sorted() {
    return [...this.entries.values()].sort((a, b) => a.instant - b.instant || (a.id < b.id ? -1 : 1));
  }
}

/** Calls of the engine: bytes or nothing in, bytes or a value out. */
const calls = {
  configure: (state, request) => ((state.consent = JSON.parse(decoder.decode(request)).consent.map(({ purpose }) => purpose)), {}),
  catalogue: () => ({ locale: 'en', messages: {} }),
  consent: (state) => ({ granted: state.consent, missing: [] }),
  stats: (state) => ({ transactions: state.rows.length, memoryBytes: state.entries.size }),
  series: (state) => state.sorted,
  ingest_begin: (state) => ((state.chunks = []), {}),
  ingest_push: (state, slice) => (state.chunks.push(...slice), { rows: 0 }),
  ingest_finish: (state, file) => {
    state.rows.push(...JSON.parse(decoder.decode(file.length ? file : Uint8Array.from(state.chunks))));
    return { added: state.rows.length };
  },
  ingest_abort: () => ({}),
  respond: (state, request) => {
    const { id, response, now } = JSON.parse(decoder.decode(request));
    const entry = { id, response, instant: now.instant };
    state.entries.set(id, entry);
    state.fresh.push(pack('E', entry));
    return {};
  },
  take_entries: (state) => {
    const out = state.fresh.splice(0).flatMap((body) => [...new Uint8Array(Uint32Array.of(body.length).buffer), ...body]);
    return Uint8Array.from(out);
  },
  apply_entries: (state, framed) => {
    const read = [...framesOf(framed)].map((body) => unpack('E', body));
    const fresh = read.filter(({ id }) => !state.entries.has(id));
    for (const entry of fresh) state.entries.set(entry.id, entry);
    return { applied: fresh.length, known: read.length - fresh.length };
  },
  choices: (state) => pack('C', { consent: state.consent, entries: state.sorted }),
  snapshot: (state) => pack('S', { consent: state.consent, entries: state.sorted, rows: state.rows }),
  restore: (state, bytes) => {
    const image = unpack(decoder.decode(bytes.subarray(0, 1)) === 'S' ? 'S' : 'C', bytes);
    state.consent = image.consent;
    state.entries = new Map(image.entries.map((entry) => [entry.id, entry]));
    state.rows = image.rows ?? state.rows;
    return {};
  },
  erase: (state) => (Object.assign(state, new State()), {}),
};

class Engine {
  #state = new State();
  call(place, request) {
    const name = METHODS[place];
    if (traps.when(name)) throw new WebAssembly.RuntimeError('unreachable');
    try {
      const out = calls[name](this.#state, request);
      const body = out instanceof Uint8Array ? out : encoder.encode(JSON.stringify(out));
      return Uint8Array.from([0, ...body]);
    } catch (error) {
      if (!error.reply) throw error;
      return Uint8Array.from([1, ...encoder.encode(JSON.stringify(error.reply))]);
    }
  }
}

/** The exports of a module above one engine: a request stands at the beginning of the memory, its reply behind it. */
function exportsOf(memory) {
  const engine = new Engine();
  let top = 0;
  const take = (length) => {
    const at = top;
    top += length;
    const missing = top - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / 65_536));
    return at;
  };
  return {
    memory,
    engine_new: () => 1,
    engine_call: (_, place, at, length) => {
      const reply = engine.call(place, new Uint8Array(memory.buffer.slice(at, at + length)));
      const to = take(reply.length);
      new Uint8Array(memory.buffer, to).set(reply);
      return [to, reply.length];
    },
    __wbindgen_malloc: (length) => ((top = 0), take(length)),
    __wbindgen_free: () => {},
  };
}

/** What the build makes of the boundary that `wasm-bindgen` writes. */
export const makeGlue = () => ({ imports: {}, start: () => exportsOf(new WebAssembly.Memory({ initial: 1 })) });
