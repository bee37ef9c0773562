// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * What is said before the check, in English; what it found has its words in `check/words.ts`, which are loaded with it.
 */

export const CHECK_EN = {
  checkLead: 'Press the button, and your own browser looks at the engine that runs in this page, and tries to get something out of it.',
  checkDoes: [
    'It lists what the running engine can call, and compares the hash of its bytes.',
    'It loads check.js and check.worker.js from this page’s own server, and an image and a script again as a control. Nothing else is to reach a server. The count below goes up by these, and in some browsers by what was stopped.',
    'It tries each way out: from the page to check.invalid, an address that no one can have, and from an isolated worker to this page’s own server. The browser’s console lists what was stopped.',
    'No customer’s data is part of it.',
  ],
  checkRun: 'Run the check',
  checkAgain: 'Run it again',
  checkRuns: (done: number, total: number) => `Checking: ${done} of ${total}`,
  checkFailed: 'The check could not be loaded.',
};
