// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * One way out, tried once, and what became of it.
 *
 * In: a channel and an address. Out: an `Outcome`. Invariants: stopped is only what the browser says was stopped, what
 * it refused at the call, or what failed though the file is there; whatever leaves a doubt is told as a doubt.
 */

/**
 * `stopped`; `through`: it got out, or the browser began to ask for it; `absent`: no such thing in this place;
 * `unsure`: no sign either way; `open`: no policy reaches it, and it was not tried.
 */
export type Outcome = 'stopped' | 'through' | 'absent' | 'unsure' | 'open';

export interface Channel {
  /** As a developer writes it: the same in every language. */
  readonly name: string;
  has(): boolean;
  /** A promise that settles as the try does; nothing where the channel tells its caller nothing. */
  act(address: string): Promise<unknown> | void;
}

/** What is known of the address: whatever the browser may ask for and does not get, was refused. */
export interface Aim {
  /** There is a file, and it is of the same origin, so that the browser records what it got. */
  readonly isThere: boolean;
  /** And one that the channel takes, so that a failure of the call says as much. */
  readonly isWhatItAsks: boolean;
}

/** The policies that stopped something, as the browser tells them. */
export type Policies = Set<string>;

export const PATIENCE = 1_000;
/** Between what a call says and what the browser says of it. */
const GRACE = 150;

const pause = (ms: number) => new Promise<null>((resolve) => setTimeout(() => resolve(null), ms));

export async function attempt({ has, act }: Channel, address: string, { isThere, isWhatItAsks }: Aim, policies: Policies): Promise<Outcome> {
  if (!has()) return 'absent';
  const ours = [address, address.replace(/^http/, 'ws'), address.replace(/^http:/, 'https:'), new URL(address).origin];
  let stop = () => {};
  const violated = new Promise<'stopped'>((resolve) => {
    const hear = ({ blockedURI, originalPolicy }: SecurityPolicyViolationEvent) => {
      if (!ours.includes(blockedURI)) return;
      policies.add(originalPolicy);
      resolve('stopped');
    };
    const target = globalThis as unknown as GlobalEventHandlers & EventTarget;
    target.addEventListener('securitypolicyviolation', hear as EventListener);
    stop = () => target.removeEventListener('securitypolicyviolation', hear as EventListener);
  });
  try {
    const going = act(address);
    const told = going?.then(() => 'through' as const, () => (isWhatItAsks ? ('stopped' as const) : null));
    const first = await Promise.race([violated, told ?? pause(PATIENCE), pause(PATIENCE)]);
    const found = first === 'stopped' ? first : ((await Promise.race([violated, pause(GRACE)])) ?? first);
    return found ?? recorded(address, isThere);
  } catch {
    return 'stopped';
  } finally {
    stop();
  }
}

/** What the browser's own record says: it lists some of what it stopped, too, but nothing came of that. */
function recorded(address: string, isThere: boolean): Outcome {
  const [entry] = performance.getEntriesByName(address) as PerformanceResourceTiming[];
  if (!entry) return 'unsure';
  if (entry.responseStart > 0) return 'through';
  return isThere ? 'stopped' : 'unsure';
}

/** Settles as one of two events comes. */
export const either = (target: EventTarget, good: string, bad = 'error') =>
  new Promise((resolve, reject) => {
    target.addEventListener(good, resolve);
    target.addEventListener(bad, reject);
  });
