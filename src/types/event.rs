// SPDX-License-Identifier: MIT OR Apache-2.0
//! Names of events that rules may count: what the rows tell, and what a host tells of journeys.
//!
//! In: nothing. Out: closed words, and the grammar of a journey's event. Packs are checked against it, the engine counts
//! by it. Invariant: no name holds a number, an address, or what is protected.

use super::{is_protected_topic, vocabulary::words};

words! {
    /// What happens in the rows.
    OwnEvent {
        /// Regular pay had not come some days after it was due.
        SalaryLate = "salary.late",
        /// Regular pay has come.
        SalaryArrived = "salary.arrived",
        /// The bank has taken a fee.
        FeeCharged = "fee.charged",
        /// Money has come back for a charge.
        RefundArrived = "refund.arrived",
    }
}

words! {
    /// What became of a journey, or of a step of it.
    Outcome {
        /// It was begun.
        Begun = "begun",
        /// A step was taken.
        Done = "done",
        /// A step did not work.
        Failed = "failed",
        /// It came to its end.
        Finished = "finished",
        /// The customer said that they want no more of it.
        Left = "left",
    }
}

/// A word of a name is no longer.
const MAX_WORD: usize = 32;

/// The journey of `<journey>.<outcome>` or `<journey>.<step>.<outcome>`, its step or nothing, and the outcome; `None` for
/// what is no such name. Words are lower-case letters and hyphens.
#[must_use]
pub fn event_parts(name: &str) -> Option<(&str, &str, Outcome)> {
    let (rest, outcome) = name.rsplit_once('.')?;
    let (journey, step) = rest.split_once('.').unwrap_or((rest, ""));
    let is_word = |word: &str| {
        word.len() <= MAX_WORD
            && word.as_bytes().first().is_some_and(u8::is_ascii_lowercase)
            && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
    };
    let is_name = is_word(journey) && (is_word(step) || rest.len() == journey.len()) && !is_protected_topic(rest);
    Outcome::from_word(outcome).filter(|_| is_name).map(|outcome| (journey, step, outcome))
}

#[cfg(test)]
mod tests {
    use super::{MAX_WORD, Outcome, OwnEvent, event_parts};

    #[test]
    fn names_hold_no_data() {
        assert_eq!(event_parts("loan.begun"), Some(("loan", "", Outcome::Begun)));
        let two = Some(("change-address", "upload-proof", Outcome::Failed));
        assert_eq!(event_parts("change-address.upload-proof.failed"), two);
        let long = format!("{}.begun", "a".repeat(MAX_WORD + 1));
        for name in [
            "begun",
            ".begun",
            "loan.",
            "loan.opened",
            "Loan.begun",
            "loan.1234.failed",
            "loan..failed",
            "loan.a.b.failed",
            "loan .begun",
            "-loan.begun",
            "møde.begun",
            "health-cover.begun",
            "cover.pregnancy.begun",
            long.as_str(),
            "",
        ] {
            assert_eq!(event_parts(name), None, "{name}");
        }
    }

    #[test]
    fn no_name_is_of_both_kinds() {
        assert!(OwnEvent::ALL.iter().all(|event| event_parts(event.word()).is_none()));
    }
}
