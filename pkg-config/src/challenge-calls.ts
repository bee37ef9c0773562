// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Challenges as the façade hands them out: choices in, proposals and progress with their words out.
 *
 * In: the bridge, the clock, the texts. Out: `challenges`. Invariants: nothing is decided here; what was joined is worked
 * out by the engine each time.
 */

import type { AtOptions } from './api';
import type { ChallengeChoice, ChallengeKind, ChallengeOffer, ChallengeProgress, ChallengeProposal, Challenges } from './challenges';
import { objectOf } from './error';
import { withText } from './text';
import { type Lent, tell } from './trust';
import type { Arg } from './types';

type Bare<T> = Omit<T, 'text'>;
type BareProposal = Omit<ChallengeProposal, 'text' | 'levels'> & { levels: Bare<ChallengeOffer>[] };

/** Which texts a kind shares with others. */
const groupOf = (kind: ChallengeKind): string =>
  kind === 'steps' ? 'steps' : kind === 'round-up' ? 'change' : /-/.test(kind) ? 'limit' : 'deposits';

export function challengesOf(lent: Lent): Challenges {
  const { texts } = lent;
  const text = (value: string): Arg => ({ type: 'text', value });
  const number = (value: number): Arg => ({ type: 'number', value });
  const base = ({ kind, every, times, subject, label }: BareProposal | Bare<ChallengeProgress>) => ({
    kind: text(kind),
    group: text(groupOf(kind)),
    every: text(every),
    times: number(times),
    subject: text(label || texts.name('challenge.of', subject)),
  });
  const of = (one: BareProposal | Bare<ChallengeProgress>) => {
    const args = base(one);
    const own = `challenge.${one.challenge}.body`;
    const body = texts.text(texts.has(own) ? own : `challenge.kind.${one.kind}`, args);
    const money = (value: string): Arg => (one.kind === 'fewer-times' ? number(Number(value)) : { type: 'money', value, currency: one.currency });
    return { args, money, title: texts.text(`challenge.${one.challenge}.title`, args), body };
  };
  const offered = (proposal: BareProposal, offer: Bare<ChallengeOffer>): ChallengeOffer =>
    withText(offer, () => {
      const { args, money } = of(proposal);
      const then: Arg = { type: 'money', value: offer.byThen, currency: proposal.currency };
      const all = { ...args, amount: money(offer.amount), most: money(offer.most), needs: number(offer.needs), byThen: then };
      return { name: texts.name('challenge.level', offer.level), takes: texts.text('challenge.takes', all), byThen: texts.text('challenge.then', all) };
    });
  const move = (id: string, act: string, options: AtOptions | undefined, step?: string) =>
    tell<ChallengeChoice>(lent, 'challenge-move', options, { id, act, step }, 'id');
  return {
    available: (options) =>
      tell<BareProposal[]>(lent, 'challenge-proposals', options).map((proposal) => {
        const levels = proposal.levels.map((offer) => offered(proposal, offer));
        return withText({ ...proposal, levels }, () => {
          const { title, body } = of(proposal);
          return { title, body, because: proposal.because.map((reason) => texts.reason('reason', reason)) };
        });
      }),
    join: (challenge, options) => {
      const { now, level, accountId } = objectOf(options, 'options');
      return tell(lent, 'challenge-join', { now }, { challenge, level, accountId }, 'challenge, level');
    },
    pause: (id, options) => move(id, 'pause', options),
    resume: (id, options) => move(id, 'resume', options),
    leave: (id, options) => move(id, 'leave', options),
    step: (id, step, options) => move(id, 'step', options, step),
    list: (options) =>
      tell<Bare<ChallengeProgress>[]>(lent, 'challenges', options).map((progress) =>
        withText(progress, () => {
          const { args, title, body } = of(progress);
          const total: Arg = { type: 'money', value: progress.total, currency: progress.currency };
          const all = { ...args, total, kept: number(progress.kept), needs: number(progress.needs) };
          return { title, body, progress: texts.text('challenge.progress', all), risk: progress.risk ? texts.reason('reason', progress.risk) : '' };
        }),
      ),
  };
}
