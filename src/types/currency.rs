// SPDX-License-Identifier: MIT OR Apache-2.0
//! ISO 4217 currencies with their number of decimals.

/// The active ISO 4217 codes that people hold money in, sorted; the digit is the number of decimals.
/// Fund codes, metals and test codes are left out: no customer is paid in them.
const TABLE: &[u8] = b"AED2AFN2ALL2AMD2AOA2ARS2AUD2AWG2AZN2BAM2BBD2BDT2BGN2BHD3BIF0BMD2BND2BOB2BRL2BSD2BTN2BWP2BYN2BZD2CAD2CDF2CHF2CLP0CNY2COP2CRC2CUP2CVE2CZK2DJF0DKK2DOP2DZD2EGP2ERN2ETB2EUR2FJD2FKP2GBP2GEL2GHS2GIP2GMD2GNF0GTQ2GYD2HKD2HNL2HTG2HUF2IDR2ILS2INR2IQD3IRR2ISK0JMD2JOD3JPY0KES2KGS2KHR2KMF0KPW2KRW0KWD3KYD2KZT2LAK2LBP2LKR2LRD2LSL2LYD3MAD2MDL2MGA2MKD2MMK2MNT2MOP2MRU2MUR2MVR2MWK2MXN2MYR2MZN2NAD2NGN2NIO2NOK2NPR2NZD2OMR3PAB2PEN2PGK2PHP2PKR2PLN2PYG0QAR2RON2RSD2RUB2RWF0SAR2SBD2SCR2SDG2SEK2SGD2SHP2SLE2SOS2SRD2SSP2STN2SVC2SYP2SZL2THB2TJS2TMT2TND3TOP2TRY2TTD2TWD2TZS2UAH2UGX0USD2UYU2UZS2VED2VES2VND0VUV0WST2XAF0XCD2XCG2XOF0XPF0YER2ZAR2ZMW2ZWG2";
const WIDTH: usize = 4;

/// An ISO 4217 currency: a place in the table, so that a ledger keeps one byte a row.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency(u8);

impl Currency {
    /// The currency of a three-letter code in capitals.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let &[a, b, c] = code.as_bytes() else {
            return None;
        };
        let number = |a: u8, b: u8, c: u8| u32::from(a) << 16 | u32::from(b) << 8 | u32::from(c);
        let wanted = number(a, b, c);
        let (mut low, mut high) = (0, TABLE.len() / WIDTH);
        while low < high {
            let middle = (low + high) / 2;
            let &[a, b, c, _] = row(middle) else {
                return None;
            };
            match number(a, b, c).cmp(&wanted) {
                core::cmp::Ordering::Less => low = middle + 1,
                core::cmp::Ordering::Greater => high = middle,
                core::cmp::Ordering::Equal => return u8::try_from(middle).ok().map(Self),
            }
        }
        None
    }

    /// Whether a code is its own.
    #[must_use]
    pub(crate) fn has_code(self, code: &str) -> bool {
        matches!((row(usize::from(self.0)), code.as_bytes()), (&[a, b, c, _], known) if known == [a, b, c])
    }

    /// The three-letter code.
    #[must_use]
    pub fn code(self) -> &'static str {
        row(usize::from(self.0)).get(..3).and_then(|code| core::str::from_utf8(code).ok()).unwrap_or("")
    }

    /// How many decimals its minor unit has: 0 for the yen, 2 for the euro, 3 for the Kuwaiti dinar.
    #[must_use]
    pub fn decimals(self) -> u32 {
        TABLE.get(usize::from(self.0) * WIDTH + 3).map_or(0, |digit| u32::from(digit & 0xf))
    }

    /// The place in the table; stable within one build only.
    #[must_use]
    pub const fn index(self) -> u8 {
        self.0
    }

    /// The currency at a place in the table.
    #[must_use]
    pub fn from_index(index: u8) -> Option<Self> {
        (usize::from(index) < TABLE.len() / WIDTH).then_some(Self(index))
    }
}

fn row(index: usize) -> &'static [u8] {
    TABLE.get(index * WIDTH..(index + 1) * WIDTH).unwrap_or(b"XXX0")
}

impl core::fmt::Debug for Currency {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::{Currency, TABLE, WIDTH};

    #[test]
    fn table_is_sorted_and_every_code_finds_itself() {
        let rows: Vec<&[u8]> = TABLE.chunks(WIDTH).collect();
        assert_eq!(TABLE.len() % WIDTH, 0);
        assert!(rows.windows(2).all(|pair| pair[0] < pair[1]));
        for row in rows {
            let code = core::str::from_utf8(&row[..3]).unwrap();
            assert_eq!(Currency::from_code(code).unwrap().code(), code);
            assert!((b'0'..=b'4').contains(&row[3]));
        }
        let count = (TABLE.len() / WIDTH) as u8;
        assert!((0..count).all(|place| Currency::from_index(place).is_some_and(|known| known.index() == place)));
        assert!((count..=u8::MAX).all(|place| Currency::from_index(place).is_none()));
    }

    #[test]
    fn decimals_follow_iso_4217() {
        for (code, decimals) in
            [("EUR", 2), ("JPY", 0), ("KWD", 3), ("CLP", 0), ("CZK", 2), ("HUF", 2), ("ISK", 0), ("TND", 3)]
        {
            assert_eq!(Currency::from_code(code).unwrap().decimals(), decimals, "{code}");
        }
        for code in ["", "EU", "eur", "EURO", "XXX", "ZZZ", "AAA", "€€€"] {
            assert!(Currency::from_code(code).is_none(), "{code}");
        }
    }
}
