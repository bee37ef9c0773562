// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * The entry `oxpecker/personas`: twelve invented customers, eight in Europe and four in Japan, for replays, demos and
 * tests. Nothing of it is in the default entry, and importing it does nothing.
 */

import type { Persona, PersonaId } from './contract';
import type { Life } from './life';
import { BETWEEN_JOBS } from './lives/between-jobs';
import { DESIGNER } from './lives/designer';
import { FAMILY } from './lives/family';
import { HOME_SAVER_JAPAN } from './lives/home-saver-japan';
import { INDEBTED } from './lives/indebted';
import { PART_TIME_JAPAN } from './lives/part-time-japan';
import { PENSION_COUPLE_JAPAN } from './lives/pension-couple-japan';
import { PENSIONER } from './lives/pensioner';
import { QUIET_SAVER } from './lives/quiet-saver';
import { RENOVATOR } from './lives/renovator';
import { SALARIED_JAPAN } from './lives/salaried-japan';
import { STUDENT } from './lives/student';
import { live } from './rows';

const LIVES: readonly Life[] = [
  STUDENT,
  FAMILY,
  DESIGNER,
  PENSIONER,
  INDEBTED,
  BETWEEN_JOBS,
  RENOVATOR,
  QUIET_SAVER,
  SALARIED_JAPAN,
  PENSION_COUPLE_JAPAN,
  PART_TIME_JAPAN,
  HOME_SAVER_JAPAN,
];

/** Their ids, in the order in which `personas()` gives them. */
export const personaIds: readonly PersonaId[] = /* @__PURE__ */ LIVES.map(({ id }) => id);

/** One of them, made anew for each call; nothing when there is none of that id. */
export function persona(id: PersonaId): Persona;
export function persona(id: string): Persona | undefined;
export function persona(id: string): Persona | undefined {
  const life = LIVES.find((one) => one.id === id);
  return life && live(life);
}

/** All twelve, made anew for each call. */
export const personas = (): Persona[] => LIVES.map(live);
