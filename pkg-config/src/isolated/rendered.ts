// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The answers whose texts the page renders by itself, so that codes and typed arguments cross and no sentence does.
 *
 * In: the pack's texts, an answer without its texts, what the call was given. Out: the answer with them. An answer with
 * texts that is not listed here crosses with its texts rendered.
 */

import { answerWithText } from '../answer';
import type { CheckOptions } from '../api';
import { attentionWithText } from '../attention';
import { verdictWithText } from '../guard';
import type { Catalogue } from '../text';
import { reportWithText } from '../trust';

type Render = (texts: Catalogue, answer: never, args: readonly unknown[]) => unknown;

export const RENDERED: Readonly<Record<string, Render>> = {
  evaluate: (texts, answer) => answerWithText(texts, answer),
  checkPayment: (texts, verdict, args) => verdictWithText(texts, verdict, (args[1] as CheckOptions | undefined)?.context?.purpose),
  checkDecision: (texts, verdict) => verdictWithText(texts, verdict),
  'attention.get': (texts, state) => attentionWithText(texts, state),
  'attention.set': (texts, state) => attentionWithText(texts, state),
  'privacy.report': (texts, report) => reportWithText(texts, report),
};
