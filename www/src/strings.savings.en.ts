// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The words of the savings page, in English; what a challenge says comes from the package.
 *
 * Invariants: as in `strings.en.ts`.
 */
type Words = Readonly<Record<string, string>>;

export const SAVINGS_EN = {
  savingsLead: 'Goals and challenges are worked out from your own transactions, on this device. Nothing here asks you to spend, and you can stop at any time.',
  savingsOff: 'Goals and challenges are off. Allow them, and what you could put by is worked out on this device.',
  savingsAllow: 'Allow goals and challenges',

  goals: 'Your goals',
  goalsNone: 'No goal yet. Say what you are saving for, and see what is safe to put by.',
  goalNew: 'A new goal',
  goalName: 'What for',
  goalBy: 'By when (optional)',
  goalSetButton: 'Set this goal',
  goalSet: 'The goal is set.',
  goalNameless: 'A goal',
  goalRemove: 'Give it up',
  goalRemoved: 'The goal is given up. What you saved stays yours.',
  goalSaved: (saved: string, amount: string, percent: string) => `${saved} of ${amount} saved (${percent} %).`,
  goalUntil: (date: string) => `Wanted by ${date}.`,
  goalProgress: (name: string) => `Saved for: ${name}`,
  goalNow: (amount: string) => `${amount} could go in today without touching what your bills need.`,
  goalSafe: (amount: string, date: string) => `From ${date}, ${amount} is safe to put by on each payday.`,
  goalNoRoom: 'Nothing is sure enough to be left over at the moment, so nothing is asked. It is looked at again with each payday.',
  goalNeeded: (amount: string) => `To have it in time, it takes ${amount} on each payday.`,
  goalReached: (date: string) => `If things go as usual, it is there around ${date}.`,
  goalChart: 'What will have been saved, payday by payday, with its likely range. The same stands below as a table.',
  goalTable: 'The path as a table',
  goalTableAbout: 'What will have been saved; four times in five it lies between the likely low and the likely high',
  goalStates: { 'on-track': 'On track', 'at-risk': 'Needs a look', 'no-room': 'No room now', paused: 'Paused', reached: 'Reached' } as Words,

  challenges: 'Challenges',
  challengesNone: 'There is no challenge at the moment that your own money carries. There will be others.',
  proposals: 'You could join',
  join: 'Join',
  joinAs: (title: string, level: string) => `Join: ${title}, ${level}`,
  joined: 'You have joined.',
  pause: 'Pause',
  resume: 'Go on',
  paused: 'Paused. Nothing is asked until you go on.',
  resumed: 'It goes on.',
  leave: 'Leave',
  left: 'You have left the challenge. Nothing is lost.',
  stepButton: 'I have done this',
  stepDone: 'Done',
  keptOf: (kept: string, needs: string) => `${kept} of ${needs} kept`,
  nextDeposit: (amount: string, date: string) => `Next: ${amount} by ${date}`,
  jar: (title: string, total: string) => `${title}: ${total} in the jar`,
  challengeStates: { active: 'Under way', paused: 'Paused', done: 'Done', over: 'Over' } as Words,
  windowStates: { kept: 'kept', frozen: 'bridged', excused: 'excused', missed: 'can still be made up', open: 'under way', ahead: 'ahead' } as Words,
  windowTable: 'As a table',
  windowState: 'Stands',
  windowDue: 'Asked',
  windowAmount: 'So far',
};
