// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The words about attention and about what was held back, in English.
 */

export const ATTENTION_EN = {
  attention: 'How often you hear from us',
  attentionLead: 'Warnings that protect your money do not count. Everything else asks for your attention, and you say how much there is.',
  attentionPerWeek: 'Messages in seven days',
  attentionNone: 'None',
  attentionCount: (count: number) => (count === 1 ? '1 message' : `${count} messages`),
  attentionUsed: (used: number) =>
    used === 0 ? 'You have seen none in the last seven days.' : used === 1 ? 'You have seen one in the last seven days.' : `You have seen ${used} in the last seven days.`,
  attentionFree: (date: string) => `There is room for the next from ${date}.`,
  attentionFewer: 'Fewer messages',
  attentionMore: 'More messages',
  attentionQuiet: 'Quiet hours',
  attentionQuietAbout: (from: string, to: string) => `Nothing new from ${from} to ${to}.`,
  attentionQuietNone: 'A new message may come at any hour.',
  attentionFrom: 'From',
  attentionTo: 'To',
  attentionTopics: 'What about',
  attentionTopicOn: 'On',
  attentionTopicOff: 'Off',
  attentionSet: 'Your setting is kept.',

  whyNow: 'Why now',
  heldLead: 'Held back by your settings, your answers or the order of importance.',
  heldCount: (count: number) => (count === 1 ? '1 more held back' : `${count} more held back`),
} as const;
