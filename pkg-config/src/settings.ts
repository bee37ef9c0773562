// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * What customers set of their own attention, and what their answers have taught: part of the public contract.
 */

/** How the customer's attention stands. */
export interface AttentionState {
  /** Interruptions in any seven consecutive days. */
  perWeek: number;
  /** How many there were in the seven that end today. */
  used: number;
  /** `YYYY-MM-DD`: the first day with room for another. `null` where there is room today, or never will be. */
  freeFrom: string | null;
  /** Hours between two. */
  minGapHours: number;
  quietHours: QuietHours | null;
  /** What the bank proposes where the customer set nothing. */
  proposed: { perWeek: number; minGapHours: number; quietHours: QuietHours | null };
  /** Every topic of the pack. */
  topics: Topic[];
}

/** Hours of the day without interruptions, `HH:MM` on the customer's wall clock; they may go over midnight. */
export interface QuietHours {
  from: string;
  to: string;
}

/** A topic that can be switched. */
export interface Topic {
  topic: string;
  on: boolean;
  /** Rendered when first read. */
  text: { name: string };
}

/** What to change; `null` goes back to what the bank proposes. */
export interface AttentionChange {
  /** 0 to 14. */
  perWeek?: number | null | undefined;
  /** 0 to 168. */
  minGapHours?: number | null | undefined;
  quietHours?: QuietHours | 'off' | null | undefined;
  /** By topic: on or off. */
  topics?: Readonly<Record<string, boolean>> | undefined;
}

/** What answers have taught of a class, a topic or a part of the day. */
export interface LearnedRate {
  /** `class`, `topic` or `hour`. */
  by: string;
  /** The class, the topic, or `night`, `morning`, `afternoon`, `evening`. */
  key: string;
  /** Answers that counted. */
  answers: number;
  /** How many took up what was said. */
  accepted: number;
  /** Hundredths: the share of those, drawn towards what is thought of its kind as long as there are few. */
  percent: number;
}
