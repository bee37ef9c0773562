// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * What the page of the bench can be asked: the trials, with the package as an app would import it.
 */
import { Oxpecker } from 'oxpecker';
import * as large from '../trials/slices.mjs';
import * as job from '../trials/whole.mjs';

export const whole = (asked) => job.whole(Oxpecker, asked);
export const slices = (asked) => large.slices(Oxpecker, asked);
