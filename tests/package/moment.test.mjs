// SPDX-License-Identifier: MIT OR Apache-2.0
/**
 * Moments over changes of clocks, as the laws of each place set them (not as `Intl` computes them), and RFC 3339.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { throwsCode } from './lib/code.mjs';
import { source } from './lib/sources.mjs';

const moments = await source('moment');
/** The clock, read as the engine reads it. */
class Clock extends moments.Clock {
  read(now) {
    return JSON.parse(super.read(now).json);
  }
}

const cases = {
  // Europe: 29 March and 25 October 2026 at 01:00 UTC.
  'Europe/Paris': [
    ['2026-03-29T00:59:59Z', '2026-03-29', '01:59:59'],
    ['2026-03-29T01:00:00Z', '2026-03-29', '03:00:00'],
    ['2026-10-25T00:59:59Z', '2026-10-25', '02:59:59'],
    ['2026-10-25T01:00:00Z', '2026-10-25', '02:00:00'],
    ['2026-10-25T02:00:00Z', '2026-10-25', '03:00:00'],
    ['2026-12-31T22:59:59Z', '2026-12-31', '23:59:59'],
    ['2026-12-31T23:00:00Z', '2027-01-01', '00:00:00'],
    ['2026-06-30T22:00:00Z', '2026-07-01', '00:00:00'],
  ],
  // Nine hours, no summer time since 1951.
  'Asia/Tokyo': [
    ['2026-02-28T14:59:59.999Z', '2026-02-28', '23:59:59'],
    ['2026-02-28T15:00:00Z', '2026-03-01', '00:00:00'],
    ['2024-02-28T15:00:00Z', '2024-02-29', '00:00:00'],
    ['2026-10-31T12:00:00+09:00', '2026-10-31', '12:00:00'],
  ],
  // Three and a half hours behind; one less from 8 March to 1 November 2026 at 02:00 local.
  'America/St_Johns': [
    ['2026-03-08T05:29:59Z', '2026-03-08', '01:59:59'],
    ['2026-03-08T05:30:00Z', '2026-03-08', '03:00:00'],
    ['2026-11-01T04:29:59Z', '2026-11-01', '01:59:59'],
    ['2026-11-01T04:30:00Z', '2026-11-01', '01:00:00'],
    ['2026-11-21T03:29:59Z', '2026-11-20', '23:59:59'],
    ['2026-11-21T03:30:00Z', '2026-11-21', '00:00:00'],
  ],
  // Samoa had no 30 December 2011: it went from UTC-10 (summer) to UTC+14.
  'Pacific/Apia': [
    ['2011-12-30T09:59:59Z', '2011-12-29', '23:59:59'],
    ['2011-12-30T10:00:00Z', '2011-12-31', '00:00:00'],
    ['2026-06-15T10:59:59Z', '2026-06-15', '23:59:59'],
    ['2026-06-15T11:00:00Z', '2026-06-16', '00:00:00'],
  ],
  // Five hours and three quarters since 1986.
  'Asia/Kathmandu': [
    ['2026-01-01T18:14:59Z', '2026-01-01', '23:59:59'],
    ['2026-01-01T18:15:00Z', '2026-01-02', '00:00:00'],
  ],
  UTC: [
    ['2000-02-29T23:59:59Z', '2000-02-29', '23:59:59'],
    ['1999-12-31T23:59:60Z', '2000-01-01', '00:00:00'],
    ['2016-12-31T15:59:60-08:00', '2017-01-01', '00:00:00'],
    ['2026-10-31t12:00:00.123456789z', '2026-10-31', '12:00:00'],
    ['2026-10-31T23:30:00-01:00', '2026-11-01', '00:30:00'],
    ['2026-11-01T00:30:00+23:59', '2026-10-31', '00:31:00'],
    ['0001-01-01T00:00:00Z', '0001-01-01', '00:00:00'],
    ['0099-12-31T12:00:00Z', '0099-12-31', '12:00:00'],
    ['9999-12-31T23:59:59Z', '9999-12-31', '23:59:59'],
  ],
};

for (const [zone, moments] of Object.entries(cases)) {
  test(`${zone}: ${moments.length} moments`, () => {
    const clock = new Clock(zone);
    for (const [now, date, time] of moments) assert.deepEqual({ now, ...clock.read(now) }, { now, instant: clock.read(now).instant, date, time });
  });
}

test('instants are those of the host', () => {
  const clock = new Clock('Europe/Paris');
  for (const now of ['2026-10-31T12:00:00.5+01:00', '1969-12-31T23:59:59.999Z', '2026-10-31T12:00:00-00:00', '0004-02-29T00:00:00Z', '2400-02-29T00:00:00Z']) {
    assert.equal(clock.read(now).instant, Date.parse(now), now);
    assert.deepEqual(clock.read(new Date(now)), clock.read(now));
  }
});

test('left out, the host’s clock is read', (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.parse('2026-11-21T08:00:00Z') });
  assert.deepEqual(new Clock('Asia/Tokyo').read(undefined), { instant: Date.parse('2026-11-21T08:00:00Z'), date: '2026-11-21', time: '17:00:00' });
});

test('a civil date outside of the years 0001 to 9999 is refused', () => {
  throwsCode(() => new Clock('UTC').read('0000-12-31T23:59:59Z'), 'INVALID_NOW');
  throwsCode(() => new Clock('America/St_Johns').read('0001-01-01T00:00:00Z'), 'INVALID_NOW');
  throwsCode(() => new Clock('Asia/Tokyo').read('9999-12-31T23:59:59Z'), 'INVALID_NOW');
});

test('what RFC 3339 does not have is refused', () => {
  const clock = new Clock('UTC');
  const bad = ['2026-1-01T00:00:00Z', '26-01-01T00:00:00Z', '+002026-01-01T00:00:00Z', '2026-00-01T00:00:00Z', '2026-13-01T00:00:00Z', '2026-01-00T00:00:00Z', '2026-04-31T00:00:00Z', '1900-02-29T00:00:00Z', '2026-01-01T00:00:00', '2026-01-01T00:00:00.Z', '2026-01-01T00:00:00,5Z', '2026-01-01T00:00:00+0100', '2026-01-01T00:00:00+01', '2026-01-01T00:00:00+01:60', '2026-01-01T00:00:00 Z', '2026-01-01T00:00:60Z', '2026-01-01T23:59:61Z', '２０２６-01-01T00:00:00Z', '2026-01-01T00:00:00Z\n'];
  for (const now of bad) throwsCode(() => clock.read(now), 'INVALID_NOW');
});

test('a Date of another realm is a Date', async () => {
  const { runInNewContext } = await import('node:vm');
  const foreign = runInNewContext('new Date("2026-10-31T11:00:00Z")');
  assert.equal(foreign instanceof Date, false);
  assert.equal(new Clock('Europe/Paris').read(foreign).time, '12:00:00');
});
