// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Whether nothing leads out of this worker: it tries, and reads what its policy answers.
 *
 * In: the worker's globals. Out: a yes that has to be earned; doubt is a no. Invariants: the two addresses that are tried
 * are `data:`, which leaves no machine, and the worker's own origin, asked of the cache alone and without anything in it.
 * A policy that reports what it blocks counts as open: its reports carry the address.
 */

/** What a worker's violation event tells. */
interface Violation {
  readonly effectiveDirective: string;
  readonly originalPolicy: string;
}

/** The globals that are used. */
export interface Scope {
  readonly origin: string;
  fetch(url: string, options?: object): Promise<unknown>;
  addEventListener(type: 'securitypolicyviolation', listener: (event: Violation) => void): void;
  setTimeout(act: () => void, ms?: number): unknown;
}

const SOURCES = ["'none'", "'wasm-unsafe-eval'", "'report-sample'", "'self'"];
const SCRIPTS = ['script-src', 'script-src-elem', 'script-src-attr'];
/** Directives that load nothing. */
const INERT = ['sandbox', 'upgrade-insecure-requests', 'require-trusted-types-for', 'trusted-types', 'frame-ancestors', 'webrtc'];

/** Whether a policy lets nothing out: nothing by default, scripts from its own place at most, workers from a blob at most. */
export function isClosed(policy: string, origin: string): boolean {
  const directives = policy.split(';').map((line) => line.trim().split(/\s+/));
  const named = new Map<string, readonly string[]>();
  for (const [name = '', ...sources] of directives) {
    // The first of a name counts.
    if (name && !named.has(name.toLowerCase())) named.set(name.toLowerCase(), sources);
  }
  if (named.get('default-src')?.join(' ') !== "'none'") return false;
  for (const [name, sources] of named) {
    const isScript = SCRIPTS.includes(name);
    const own = (source: string) => isScript && (SOURCES.includes(source) || source === origin || source.startsWith(`${origin}/`));
    const fits = INERT.includes(name) || sources.every((source) => source === "'none'" || own(source) || (name === 'worker-src' && source === 'blob:'));
    if (!fits) return false;
  }
  return true;
}

const REPORTS = /(^|;)\s*report-(uri|to)\s/i;

/** Tries to reach something. */
export async function isCutOff(scope: Scope): Promise<boolean> {
  const policies: string[] = [];
  scope.addEventListener('securitypolicyviolation', ({ originalPolicy }) => void policies.push(originalPolicy));
  const fails = (url: string, options?: object) => scope.fetch(url, options).then(() => false, () => true);
  const tried = [await fails('data:,'), await fails(`${scope.origin}/`, { method: 'HEAD', mode: 'same-origin', cache: 'only-if-cached' })];
  // The events come after the refusals.
  await new Promise<void>((resolve) => void scope.setTimeout(resolve, 20));
  if (tried.includes(false) || policies.some((policy) => REPORTS.test(policy))) return false;
  // One engine tells a worker of no violation; there the two refusals must do.
  return policies.length === 0 ? !tellsViolations(scope) : policies.some((policy) => isClosed(policy, scope.origin));
}

/** Engines that have the event in workers. */
const tellsViolations = (scope: object): boolean => !isWebKit(scope) && 'SecurityPolicyViolationEvent' in scope;

/** WebKit has the event's name in workers and never sends one. */
function isWebKit(scope: object): boolean {
  const { userAgent = '' } = ((scope as { navigator?: { userAgent?: string } }).navigator ?? {});
  return /AppleWebKit\//.test(userAgent) && !/Chrom(e|ium)\//.test(userAgent);
}
