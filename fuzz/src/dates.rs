// SPDX-License-Identifier: MIT OR Apache-2.0
//! Civil dates: one spelling a day, a day for each number in the range, and months that come back.

use oxpecker::types::CivilDate;

/// Reads these bytes as a date, and as a number of days.
pub fn ask(data: &[u8]) {
    if let Ok(text) = core::str::from_utf8(data)
        && let Some(date) = CivilDate::parse(text)
    {
        assert_eq!(date.to_text(), text);
        assert_eq!(CivilDate::from_days(date.days()), Some(date));
    }
    let mut bytes = [0; 8];
    for (to, from) in bytes.iter_mut().zip(data) {
        *to = *from;
    }
    let days = i32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]) >> (bytes[7] % 24);
    let steps = i32::from_le_bytes([bytes[4], bytes[5], bytes[6], bytes[7]]);
    let Some(date) = CivilDate::from_days(days) else { return };
    assert_eq!(CivilDate::parse(&date.to_text()), Some(date));
    let later = date.plus_days(steps);
    assert!(steps >= 0 && later >= date || steps < 0 && later <= date);
    let months = steps % 240_000;
    let moved = date.plus_months(months);
    assert!(months >= 0 && moved >= date || months < 0 && moved <= date);
}
