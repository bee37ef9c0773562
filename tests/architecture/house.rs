// SPDX-License-Identifier: MIT OR Apache-2.0
//! The house as data: every room with its level, what it may import and why, what it must not know.
//!
//! - Invariants (a test holds them): rooms stand in an order in which each imports only rooms before it;
//!   every import beyond the plain flow of the data says its reason; `ARCHITECTURE.md` shows this table.

/// A room of `src/`.
#[derive(Debug)]
pub(crate) struct Room {
    pub(crate) level: u8,
    pub(crate) name: &'static str,
    /// Rooms that stand before it in the flow of the data.
    pub(crate) may: &'static [&'static str],
    /// Rooms, or parts of rooms, besides, each with its reason.
    pub(crate) besides: &'static [(&'static str, &'static str)],
    /// Names that would mean that the room does another room's work.
    pub(crate) absent: &'static [&'static str],
}

impl Room {
    /// Everything that it may import, as paths.
    pub(crate) fn allowed(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.may.iter().copied().chain(self.besides.iter().map(|(path, _)| *path))
    }

    /// Whether it may import this path from the root of the crate.
    pub(crate) fn may_import(&self, path: &[String]) -> bool {
        path.first().is_some_and(|room| room == self.name)
            || self.allowed().any(|entry| {
                let mut parts = path.iter().map(String::as_str);
                entry.split("::").all(|part| parts.next() == Some(part))
            })
    }
}

/// The rooms, lowest first.
pub(crate) const HOUSE: &[Room] = &[
    Room { level: 0, name: "types", may: &[], besides: &[], absent: &[] },
    Room { level: 1, name: "error", may: &["types"], besides: &[], absent: &[] },
    Room {
        level: 1,
        name: "json",
        may: &["types"],
        besides: &[("error", "bytes that are no JSON are an error with a code")],
        absent: &["Money", "CivilDate", "Currency"],
    },
    Room { level: 1, name: "consent", may: &["types", "error"], besides: &[], absent: &[] },
    Room {
        level: 1,
        name: "packs",
        may: &["types", "error"],
        besides: &[("json", "a pack is a JSON document")],
        absent: &["Row", "View"],
    },
    Room {
        level: 2,
        name: "ingest",
        may: &["types", "error"],
        besides: &[("json", "a feed is JSON, read token by token")],
        absent: &["Ledger", "Nudge"],
    },
    Room {
        level: 3,
        name: "ledger",
        may: &["types", "ingest"],
        besides: &[("error", "a full ledger refuses a row with a code")],
        absent: &["Finding", "Series", "Reason"],
    },
    Room {
        level: 4,
        name: "features",
        may: &["types", "consent", "ledger"],
        besides: &[],
        absent: &["Reason", "Nudge"],
    },
    Room {
        level: 5,
        name: "detect",
        may: &["types", "ledger", "features"],
        besides: &[("ingest::payee", "two spellings of one payee are compared as they were folded")],
        absent: &["Nudge", "Pack", "Candidate", "Message"],
    },
    Room {
        level: 6,
        name: "payment",
        may: &["types", "packs", "ledger", "features", "detect"],
        besides: &[
            ("ingest::RawTransaction", "a draft is a checked row that nobody has booked"),
            ("ingest::payee", "the draft's payee is folded like that of a row"),
        ],
        absent: &["Nudge", "Candidate", "Decision"],
    },
    Room { level: 6, name: "journey", may: &["types"], besides: &[], absent: &["Ledger", "Row", "Money", "Nudge"] },
    Room {
        level: 6,
        name: "challenge",
        may: &["types", "packs", "features"],
        besides: &[("ledger", "progress is the rows that it names, each with its amount and its day")],
        absent: &["Nudge", "Candidate", "Decision", "Finding"],
    },
    Room {
        level: 6,
        name: "goal",
        may: &["types", "ledger", "features", "detect"],
        besides: &[],
        absent: &["Nudge", "Candidate", "Decision"],
    },
    Room {
        level: 6,
        name: "reward",
        may: &["types", "packs"],
        besides: &[],
        absent: &["Ledger", "View", "Money", "Nudge"],
    },
    Room {
        level: 7,
        name: "decide",
        may: &["types", "consent", "packs"],
        besides: &[],
        absent: &["Ledger", "View", "Row", "Finding"],
    },
    Room {
        level: 8,
        name: "present",
        may: &["types", "decide"],
        besides: &[
            ("consent", "a card and a verdict say under which grant they used what"),
            ("packs", "a card lists the actions of its nudge"),
            ("ledger", "rows are named by their ids"),
            ("features", "series and forecasts are answers too"),
            ("detect", "duplicates are answers too"),
            ("payment", "verdicts are answers too"),
            ("challenge", "proposals and progress are answers too"),
            ("goal", "so are goals"),
            ("reward", "so are rewards"),
            ("json", "the text of a card is kept for the next answer"),
        ],
        absent: &["Pack", "Program"],
    },
    Room {
        level: 8,
        name: "state",
        may: &["consent", "payment", "challenge", "decide"],
        besides: &[
            ("goal", "what the customer saves for is a choice"),
            ("reward", "so is what they claimed"),
            ("types", "what is remembered has ids and dates"),
            ("packs", "a joined challenge keeps the words that the pack joined it under"),
            ("journey", "events of journeys are remembered"),
            ("error", "a damaged entry is an error with a code"),
        ],
        absent: &["Ledger", "Series", "Finding"],
    },
    Room {
        level: 9,
        name: "store",
        may: &["state"],
        besides: &[
            ("types", "quantities are written as plain numbers and checked when read"),
            ("error", "a damaged snapshot is an error with a code"),
            ("consent", "the host's grants are settings, which a snapshot holds"),
            ("payment", "so are the subjects of verdicts that can still be answered"),
            ("ingest", "a row that is read back goes the way of every feed"),
            ("ledger", "rows are ground state, and they lie in its columns"),
        ],
        absent: &["Series", "Finding", "Card"],
    },
    Room {
        level: 10,
        name: "engine",
        may: &[
            "types",
            "error",
            "consent",
            "packs",
            "ingest",
            "ledger",
            "features",
            "detect",
            "payment",
            "challenge",
            "goal",
            "reward",
            "journey",
            "decide",
            "present",
            "state",
            "store",
        ],
        besides: &[],
        absent: &["Permille", "LogOdds", "Reader"],
    },
    Room {
        level: 11,
        name: "privacy",
        may: &["types", "engine"],
        besides: &[
            ("consent", "the report names the purpose of each thing"),
            ("ledger", "the report names rows, the export writes them"),
            ("detect", "findings are among what is known"),
            ("present", "things have the ids that answers give them"),
            ("state", "so are the customer's choices"),
        ],
        absent: &["accept", "configure"],
    },
    Room {
        level: 11,
        name: "simulate",
        may: &["types", "engine"],
        besides: &[
            ("error", "a question that cannot be asked is refused with a code"),
            ("features", "it goes on from a forecast"),
            ("present", "both paths have the shape of a forecast"),
        ],
        absent: &["accept", "configure", "Choice"],
    },
    Room {
        level: 12,
        name: "wasm",
        may: &["types", "engine", "privacy", "simulate"],
        besides: &[
            ("error", "a refusal crosses the boundary as its code"),
            ("json", "requests and answers are JSON"),
            ("consent", "grants and decisions come as JSON"),
            ("ingest::RawTransaction", "a payment's draft comes as JSON"),
            ("ingest::Draft", "it is checked as a row is"),
            ("ingest::payee", "`comparePayees` asks nothing of an engine"),
        ],
        absent: &["Money", "Permille", "LogOdds", "Ledger", "Finding"],
    },
];

/// A room by its name.
pub(crate) fn room(name: &str) -> Option<&'static Room> {
    HOUSE.iter().find(|room| room.name == name)
}

/// The lowest room that may import both, for code that needs both.
pub(crate) fn room_for_both(one: &str, other: &str) -> Option<&'static Room> {
    let has = |room: &Room, name: &str| room.name == name || room.may_import(&[name.to_owned()]);
    HOUSE.iter().find(|room| has(room, one) && has(room, other))
}
