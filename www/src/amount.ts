// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Exact arithmetic on decimal strings, and what a person types into an amount field.
 *
 * Invariants: sums run on BigInt minor units; no float holds money.
 */

/** The sum of decimal strings of one currency; a string that is no decimal counts as nothing. */
export function sum(amounts: Iterable<string>, decimals: number): string {
  let total = 0n;
  for (const amount of amounts) total += minorUnits(amount, decimals);
  const digits = String(total < 0n ? -total : total).padStart(decimals + 1, '0');
  const sign = total < 0n ? '-' : '';
  return decimals === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

function minorUnits(amount: string, decimals: number): bigint {
  const match = /^([-+]?)(\d{1,19})(?:\.(\d*))?$/.exec(amount);
  if (!match) return 0n;
  const [, sign, whole = '0', fraction = ''] = match;
  const units = BigInt(whole + fraction.slice(0, decimals).padEnd(decimals, '0'));
  return sign === '-' ? -units : units;
}

/**
 * What was typed (`1,234.50`, `1 234,50`, `３８，５００円`) as a positive decimal string, or null.
 * The last separator is the decimal one when at most `decimals` digits follow it.
 */
export function typedAmount(text: string, decimals: number): string | null {
  const plain = text.normalize('NFKC').replace(/[\s'’€$¥£円]/gu, '');
  if (!/^\d[\d.,]*$/.test(plain)) return null;
  const match = decimals > 0 ? new RegExp(`^(.*)[.,](\\d{1,${decimals}})$`).exec(plain) : null;
  const whole = (match?.[1] ?? plain).replace(/[.,]/g, '').replace(/^0+(?=\d)/, '');
  const fraction = (match?.[2] ?? '').padEnd(decimals, '0');
  if (!/^\d{1,15}$/.test(whole) || /^0*$/.test(whole + fraction)) return null;
  return decimals > 0 ? `${whole}.${fraction}` : whole;
}
