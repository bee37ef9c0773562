// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Nothing is redrawn under a finger: a button that is replaced between press and release never hears of the click.
 *
 * In: what draws. Out: the same, but late while a pointer is down. Invariants: what was put off is drawn when the pointer
 * is let go; what a click itself changes is drawn at once.
 */

/** What draws, put off while a pointer is down. `again` draws what stands then. */
export function unlessPressed<T>(draw: (state: T) => void, again: () => void): (state: T) => void {
  let isDown = false;
  let isLate = false;
  const letGo = () => {
    isDown = false;
    if (!isLate) return;
    isLate = false;
    again();
  };
  addEventListener('pointerdown', () => (isDown = true), true);
  // The click comes after it, and first.
  for (const end of ['pointerup', 'pointercancel']) addEventListener(end, () => setTimeout(letGo), true);
  addEventListener('click', ({ isTrusted }) => isTrusted && (isDown = false), true);
  return (state) => {
    isLate = isDown;
    if (!isDown) draw(state);
  };
}
