// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The words about the payment guard, in English: trying its signals, and the forms of its questions.
 *
 * Invariants: as in `strings.en.ts`; what the guard says of a payment comes from the package.
 */
export const GUARD_EN = {
  signals: 'Try the guard’s signals',
  signalsLead: 'A bank sees more than the form. Switch on what it might report, fill in a payment above, and see what the guard makes of it.',
  signalOnCall: 'On the phone',
  signalScreenShared: 'Screen shared',
  signalPastedAccount: 'Account number pasted',
  signalRushed: 'Typed faster than usual',
  signalFirstLoginOnDevice: 'First time on this device',
  nameCheck: 'Check of the payee’s name',
  nameCheckNone: 'Not asked',
  nameCheckMatch: 'It matches',
  nameCheckClose: 'Nearly',
  nameCheckNoMatch: 'It does not match',
  nameCheckNotPossible: 'Not possible',
  weigh: 'See what the guard would say',
  weighNothing: 'Fill in a payment above first.',
  weighPoints: 'Signs and their weight',
  weighNoSigns: 'No sign for or against it.',
  level: { clear: 'Nothing to say', inform: 'A line', confirm: 'A question', pause: 'A pause', human: 'A person' },
  readBackLabel: 'Payee, once more',
  skipWait: 'Pay without waiting (demonstration)',
  knowPayee: 'I know this payee',
};
