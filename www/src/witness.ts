// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Looks on while the engine is compiled and started: what the page says of it is about the very module that runs.
 *
 * Out: the module, its bytes and what it was given. Invariants: nothing is changed on the way, and nothing is worked out
 * until somebody asks.
 */

export interface Running {
  readonly module: WebAssembly.Module;
  /** Those that were compiled; absent when the module came from elsewhere. */
  readonly bytes: BufferSource | undefined;
  readonly imports: WebAssembly.Imports;
}

const compiled = new WeakMap<WebAssembly.Module, BufferSource>();
let last: Running | null = null;

/** From here on; before the first engine is made. */
export function watchModules(): void {
  if (typeof WebAssembly !== 'object') return;
  const { compile, instantiate } = WebAssembly;
  WebAssembly.compile = async (bytes) => {
    const module = await compile(bytes);
    compiled.set(module, bytes);
    return module;
  };
  WebAssembly.instantiate = (async (source: WebAssembly.Module, imports: WebAssembly.Imports) => {
    const made: unknown = await instantiate(source, imports);
    last = { module: source, bytes: compiled.get(source), imports };
    return made;
  }) as typeof instantiate;
}

/** The module that was started last; all engines of a page share one. */
export const running = (): Running | null => last;
