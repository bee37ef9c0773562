// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The words about a story customer's year, the days ahead, the search and the developer's view, in English.
 *
 * Invariants: as in `strings.en.ts`.
 */

interface YearSum {
  readonly days: string;
  readonly said: string;
  readonly safety: string;
  readonly quiet: string;
  readonly held: string;
  readonly inbox: string;
  readonly silent: string;
}

export const YEAR_EN = {
  pages: { home: 'Account', savings: 'Savings', year: 'A year with us', settings: 'Your settings', check: 'Check it yourself' },
  customerStory: 'A day in a story',

  year: 'A year with Oxpecker',
  yearLead: 'Three invented customers, one year each. See what they were told, what was kept quiet, and why. The year is computed here, on this device, day by day.',
  yearWhose: 'Whose year',
  yearWalking: 'The year is being walked.',
  yearReady: 'The year is ready.',
  yearProgress: (days: string) => `${days} days walked`,
  yearPath: 'The year',
  yearSum: ({ days, said, safety, quiet, held, inbox, silent }: YearSum) =>
    `In ${days} days: ${said} messages, ${safety} of them to protect the account. ${inbox} more were left for the inbox, ${quiet} were kept quiet and ${held} held back. On ${silent} days nothing new was said.`,
  yearChart: 'The account’s balance through the year, with a mark on each day on which something was said or kept quiet. The same stands below as a list.',
  yearDay: 'Day of the year',
  yearBefore: 'Earlier event',
  yearNext: 'Later event',
  yearOpen: 'Open the app on this day',
  yearOpening: 'Turning back to this day…',
  yearOpened: 'The app is as it stood on that day.',

  dayBalance: (amount: string) => `Balance ${amount}`,
  dayDeclared: (what: string) => `Told by the customer on this day: ${what}`,
  daySaid: 'Said on this day',
  daySaidNone: 'Nothing new was said on this day.',
  dayQuiet: 'Noticed and kept quiet',
  dayInbox: 'Left for the inbox',
  dayHeld: 'Held back',
  dayBecause: 'Why',

  glance: 'The year at a glance',
  glanceLead: 'Every day on which something came up. Choose one to read it in full.',
  glanceQuiet: (title: string) => `${title} (kept quiet)`,

  outlook: 'The next 30 days',
  outlookNone: 'There is not enough history here to look ahead.',
  outlookOff: 'Overviews are off, so nothing is computed ahead.',
  outlookEnd: (low: string, high: string, date: string) => `On ${date} there will probably be between ${low} and ${high} in this account.`,
  outlookLowest: (amount: string, date: string) => `It is lowest around ${date}, at about ${amount}.`,
  outlookBelow: (percent: number) => `There is a chance of about ${percent}% that it falls below zero on the way.`,
  outlookCause: 'The largest payment up to then: ',
  outlookChart: 'The expected balance of the next 30 days with its likely range. The same stands below as a sentence and a table.',
  outlookMore: 'What is counted in, and the figures',
  outlookComing: 'Coming up',
  outlookTable: 'Expected balance; four times in five it lies between the likely low and the likely high',
  outlookLow: 'Likely low',
  outlookMiddle: 'Middle',
  outlookHigh: 'Likely high',

  developer: 'Developer’s view',
  developerClose: 'Close',
  developerLead: (calls: string, took: string) => `The last ${calls} calls to the package, newest first: ${took} ms in all. Use the page, and watch.`,
  developerTook: (took: string) => `${took} ms`,
  developerTrace: 'Trace the decision behind the cards',
  developerTraceNone: 'No rule had anything to decide.',
  developerFacts: 'What the rule saw',
  developerHolds: 'holds',
  developerHoldsNot: 'does not hold',
  developerCode: 'The code of this call',
  developerAnswer: 'Its answer',
  developerCopy: 'Copy as a script',
  developerCopied: 'Copied',
  developerNotCopied: 'The browser did not let it be copied.',

  offline: 'Without a connection',
  offlineLead: 'The app can keep its own files on this device (about one megabyte) and then opens without a connection. They are loaded once more for this; nothing of you is sent.',
  offlineSwitch: 'Keep the app here',
  offlineStates: {
    none: 'This browser cannot keep the app here.',
    off: 'Not kept.',
    busy: 'One moment…',
    on: 'Kept. It opens without a connection from now on.',
    failed: 'It could not be kept. Nothing was changed.',
  } as Readonly<Record<string, string>>,

  search: 'Search transactions',
  searchHint: 'Payee, amount or date',
  searchNone: 'No transaction has all of these words.',
  comesAgain: 'Comes again',
  cadences: {
    weekly: 'Weekly',
    biweekly: 'Every two weeks',
    semimonthly: 'Twice a month',
    monthly: 'Monthly',
    bimonthly: 'Every two months',
    quarterly: 'Quarterly',
    semiannual: 'Twice a year',
    annual: 'Yearly',
  } as Readonly<Record<string, string>>,
};
