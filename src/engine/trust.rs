// SPDX-License-Identifier: MIT OR Apache-2.0
//! Signed packs: which one decides, once the shell has verified the signatures.
//!
//! In: a pack with what its envelope says of it. Out: it decides from now on, or it is refused and nothing has
//! changed. Invariants: the pack is the one that the envelope names; none below the floors of this build, of the
//! host and of what was taken before. Deliberately absent: keys, signatures, a clock.

use super::Engine;
use crate::{
    error::{Code, Diagnostic, Error},
    packs::Pack,
};

/// The lowest versions that this build takes.
const FLOORS: &[(&str, i64)] = &[("oxpecker-builtin", 1)];

/// A pack whose signatures hold, and what its envelope says.
#[derive(Clone, Copy, Debug)]
pub struct SignedPack<'a> {
    /// The pack's text.
    pub pack: &'a str,
    /// The rest of the envelope, to be verified again at another start.
    pub head: &'a str,
    /// Its id.
    pub id: &'a str,
    /// Its release.
    pub version: i64,
    /// The oldest engine that it is made for, such as `0.1.0`.
    pub min_engine: &'a str,
    /// The lowest version that the host takes.
    pub floor: i64,
}

impl Engine {
    /// Has a signed pack decide; tells whether that is news.
    ///
    /// # Errors
    /// `PACK_INVALID` with diagnostics; the pack before then stays.
    pub fn take_pack(&mut self, given: SignedPack<'_>) -> Result<bool, Error> {
        // The last good pack mostly decides already.
        let is_loaded = self.state.pack.as_deref() == Some(given.pack);
        let loaded = if is_loaded { None } else { Some(Pack::load(given.pack)?) };
        let pack = loaded.as_ref().unwrap_or_else(|| self.pack());
        let built_in = FLOORS.iter().find(|known| known.0 == given.id).map_or(i64::MIN, |known| known.1);
        let floor = given.floor.max(built_in).max(self.state.packs.floor(given.id));
        let fault = if pack.id != given.id || pack.version != given.version {
            Some(("pack", "mixed-up", "the envelope is of another pack or release"))
        } else if given.version < floor {
            Some(("version", "rolled-back", "a later release was taken before"))
        } else if !is_old_enough(given.min_engine) {
            Some(("minEngine", "engine-too-old", "the pack needs a later engine"))
        } else {
            None
        };
        if let Some((path, code, message)) = fault {
            let diagnostic = Diagnostic { path: path.into(), column: 0, code, message: message.into() };
            return Err(Error { diagnostics: vec![diagnostic], ..Error::new(Code::PackInvalid) });
        }
        if let Some(pack) = loaded {
            self.use_pack(pack);
            self.state.pack = Some(given.pack.into());
        }
        Ok(self.state.packs.remember((given.id, given.version), given.head, given.pack))
    }

    /// The last good pack: the head of its envelope, and its text.
    #[must_use]
    pub fn last_pack(&self) -> Option<(&str, &str)> {
        self.state.packs.last()
    }

    /// Has the built-in pack decide; what is remembered of others stays.
    pub fn drop_pack(&mut self) {
        self.use_builtin();
        self.state.pack = None;
    }
}

/// Whether this engine is at least of a version; what is no version is later than all.
fn is_old_enough(wanted: &str) -> bool {
    parts(wanted).zip(parts(env!("CARGO_PKG_VERSION"))).is_some_and(|(wanted, own)| wanted <= own)
}

fn parts(version: &str) -> Option<[u32; 3]> {
    let mut numbers = version.split('.').map(|part| part.parse().ok());
    let found = [numbers.next()??, numbers.next()??, numbers.next()??];
    numbers.next().is_none().then_some(found)
}

#[cfg(test)]
mod tests {
    use super::{Engine, FLOORS, SignedPack, is_old_enough};
    use crate::packs::{BUILTIN, Pack};

    fn pack(id: &str, version: i64) -> String {
        let own = Pack::load(BUILTIN).unwrap();
        let text = BUILTIN.replacen(&format!("\"id\": \"{}\"", own.id), &format!("\"id\": \"{id}\""), 1);
        text.replacen(&format!("\"version\": {}", own.version), &format!("\"version\": {version}"), 1)
    }

    fn take(engine: &mut Engine, id: &str, version: i64, text: &str) -> Result<bool, &'static str> {
        let given = SignedPack { pack: text, head: "head", id, version, min_engine: "0.1.0", floor: 2 };
        engine.take_pack(given).map_err(|error| error.diagnostics[0].code)
    }

    #[test]
    fn no_floor_sinks_and_nothing_is_mixed_up() {
        let mut engine = Engine::new();
        assert_eq!(take(&mut engine, "bank", 3, &pack("bank", 3)), Ok(true));
        assert_eq!(take(&mut engine, "bank", 3, &pack("bank", 3)), Ok(false), "no news");
        assert!(engine.state.is_signed());
        for (id, version, text, code) in [
            ("bank", 2, pack("bank", 2), "rolled-back"),
            ("bank", 4, pack("bank", 3), "mixed-up"),
            ("bank", 4, pack("other", 4), "mixed-up"),
            ("other", 1, pack("other", 1), "rolled-back"),
            ("bank", 4, String::new(), "not-json"),
        ] {
            assert_eq!(take(&mut engine, id, version, &text), Err(code));
            assert_eq!((engine.pack().id.as_str(), engine.pack().version), ("bank", 3));
        }
        let twin = {
            let mut twin = Engine::new();
            twin.restore(&engine.snapshot()).unwrap();
            twin
        };
        assert_eq!(twin.last_pack(), engine.last_pack());
        assert!(twin.state.is_signed() && twin.pack().version == 3);
        // Choices alone bring the memory, and leave it to the shell to verify the pack again.
        let mut other = Engine::new();
        other.restore(&engine.choices()).unwrap();
        assert_eq!(other.last_pack(), engine.last_pack());
        assert!(!other.state.is_signed() && other.pack().id == "oxpecker-builtin");
        assert_eq!(take(&mut other, "bank", 2, &pack("bank", 2)), Err("rolled-back"));
        // An older image lowers nothing.
        let old = engine.choices();
        assert_eq!(take(&mut engine, "bank", 5, &pack("bank", 5)), Ok(true));
        engine.restore(&old).unwrap();
        assert_eq!(take(&mut engine, "bank", 4, &pack("bank", 4)), Err("rolled-back"));
        engine.drop_pack();
        assert!(!engine.state.is_signed());
        assert_eq!(take(&mut engine, "bank", 2, &pack("bank", 2)), Err("rolled-back"));
        engine.erase();
        assert_eq!(take(&mut engine, "bank", 2, &pack("bank", 2)), Err("rolled-back"));
    }

    #[test]
    fn an_engine_is_old_enough_for_what_came_before_it() {
        for (version, expected) in [
            ("0.1.0", true),
            ("0.0.9", true),
            ("0.1.1", false),
            ("1.0.0", false),
            ("0.1", false),
            ("", false),
            ("0.1.0.0", false),
        ] {
            assert_eq!(is_old_enough(version), expected, "{version}");
        }
        let own = Pack::load(BUILTIN).unwrap();
        assert!(FLOORS.iter().all(|(id, floor)| *id != own.id || *floor <= own.version));
    }
}
