// SPDX-License-Identifier: MIT OR Apache-2.0
//! Cuts a stream of slices into elements: array, envelope or JSON Lines, told by the first bytes.
//!
//! In: slices, cut anywhere. Out: one call on the sink for each element. Invariant: the same elements
//! for every way of slicing (a property test holds it).

use super::{
    account::{check_account, read_account},
    row::{Before, Problem, RawTransaction, RowFields, check_row, row_fields},
};
use crate::{
    error::{Code, Error},
    ingest::RawAccount,
    json::{Fault, KeyOrder, Reader},
    types::push_digits,
};

/// No bank's row is larger; without a bound a broken file would be kept whole.
const MAX_ELEMENT: usize = 16 << 20;

/// How much of a slice is looked at first for the end of the element that the slice before began.
const HEAD: usize = 4096;

/// Takes what the file holds, in its order.
pub trait Sink {
    /// A good row.
    ///
    /// # Errors
    /// `CAPACITY` when the ledger is full.
    fn transaction(&mut self, row: &RawTransaction<'_>) -> Result<(), Error>;
    /// A good account.
    fn account(&mut self, account: &RawAccount<'_>);
    /// A row or account that is skipped.
    fn problem(&mut self, problem: Problem);
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum State {
    /// Nothing but white space so far.
    Start,
    /// Inside the array of transactions; `first`: no element yet.
    Array { first: bool, in_envelope: bool },
    /// Inside the array of accounts of an envelope.
    Accounts { first: bool },
    /// Between the keys of an envelope.
    Envelope { first: bool },
    /// JSON Lines.
    Lines { first: bool },
    /// Only white space may follow.
    End,
}

/// One file on its way in.
#[derive(Debug)]
pub struct Ingest {
    state: State,
    /// What a slice left over: the beginning of an element.
    tail: Vec<u8>,
    /// Look at the tail again only when it has this size: a long element is not read quadratically.
    next_try: usize,
    /// Bytes before the tail.
    offset: u64,
    /// Transactions so far, good or bad.
    row: i64,
    /// Accounts so far, good or bad.
    account: usize,
    order: KeyOrder,
    before: Option<Before>,
}

impl Default for Ingest {
    fn default() -> Self {
        Self {
            state: State::Start,
            tail: Vec::new(),
            next_try: 0,
            offset: 0,
            row: 0,
            account: 0,
            order: KeyOrder::default(),
            before: None,
        }
    }
}

impl Ingest {
    /// Transactions read so far, good or bad.
    #[must_use]
    pub const fn rows(&self) -> i64 {
        self.row
    }

    /// Reads one more slice.
    ///
    /// # Errors
    /// The file's fault; the ingest is then at its end.
    pub fn push(&mut self, slice: &[u8], sink: &mut dyn Sink) -> Result<(), Error> {
        let mut rest = slice;
        if !self.tail.is_empty() {
            // The beginning of the slice mostly ends the element: what is behind that is read where it stands.
            let before = self.tail.len();
            let (head, behind) = slice.split_at_checked(HEAD).unwrap_or((slice, &[]));
            self.tail.extend_from_slice(head);
            let mut used = self.read_tail(sink)?;
            if used.unwrap_or(0) < before && !behind.is_empty() {
                self.tail.extend_from_slice(behind);
                let more = self.read_tail(sink)?;
                used = if more.is_some() { Some(used.unwrap_or(0) + more.unwrap_or(0)) } else { used };
            }
            let Some(used) = used else { return Ok(()) };
            if used < before {
                return self.wait(used);
            }
            self.tail.clear();
            rest = slice.get(used - before..).unwrap_or_default();
        }
        let used = self.read(rest, false, sink)?;
        self.keep(rest.get(used..).unwrap_or_default(), used)
    }

    /// Reads the whole elements of the tail and tells how many bytes they took; what is left stays. `None`: it is too
    /// early to look.
    fn read_tail(&mut self, sink: &mut dyn Sink) -> Result<Option<usize>, Error> {
        if self.tail.len() < self.next_try {
            return Ok(None);
        }
        let mut tail = core::mem::take(&mut self.tail);
        let used = self.read(&tail, false, sink)?;
        self.offset += used as u64;
        tail.drain(..used);
        self.tail = tail;
        Ok(Some(used))
    }

    /// Reads what is left. Call it once, after the last slice.
    ///
    /// # Errors
    /// The file's fault, an empty or cut file among them.
    pub fn finish(&mut self, sink: &mut dyn Sink) -> Result<(), Error> {
        // White space settles a number or a line at the very end of the file.
        let mut tail = core::mem::take(&mut self.tail);
        tail.push(b'\n');
        let used = self.read(&tail, true, sink)?;
        let rest = tail.get(used..).unwrap_or_default();
        match self.state {
            State::Start if rest.strip_prefix(b"\xef\xbb\xbf").unwrap_or(rest).trim_ascii().is_empty() => {
                Err(Error::new(Code::EmptyInput))
            }
            State::Lines { .. } | State::End if rest.trim_ascii().is_empty() => Ok(()),
            _ => Err(Error::new(Code::BadJson).at(self.offset + tail.len() as u64 - 1)),
        }
    }

    fn keep(&mut self, rest: &[u8], used: usize) -> Result<(), Error> {
        self.offset += used as u64;
        self.tail.extend_from_slice(rest);
        self.wait(used)
    }

    fn wait(&mut self, used: usize) -> Result<(), Error> {
        if self.tail.len() > MAX_ELEMENT {
            return Err(Error::new(Code::ElementTooLarge).at(self.offset));
        }
        self.next_try = if used == 0 { self.tail.len() * 2 } else { 0 };
        Ok(())
    }

    /// Reads whole elements and tells how many bytes they took.
    fn read(&mut self, bytes: &[u8], last: bool, sink: &mut dyn Sink) -> Result<usize, Error> {
        let text = match core::str::from_utf8(bytes) {
            Ok(text) => text,
            // A character cut at the end of a slice is whole with the next one.
            Err(error) if error.error_len().is_none() && !last => {
                bytes.get(..error.valid_up_to()).and_then(|b| core::str::from_utf8(b).ok()).unwrap_or_default()
            }
            Err(error) => {
                return Err(Error::new(Code::BadUtf8).at(self.offset + error.valid_up_to() as u64));
            }
        };
        let mut reader = Reader::new(text);
        let mut used = 0;
        let mut fields = row_fields();
        loop {
            match self.step(&mut reader, &mut fields, sink)? {
                Step::More => used = reader.position(),
                Step::Wait => return Ok(used),
                Step::Bad(Fault::Cut) => return Ok(used),
                Step::Bad(Fault::Syntax(at)) => {
                    return Err(Error::new(Code::BadJson).at(self.offset + at as u64));
                }
                Step::Bad(Fault::Deep(at)) => {
                    return Err(Error::new(Code::TooDeep).at(self.offset + at as u64));
                }
            }
        }
    }

    fn step<'a>(
        &mut self,
        reader: &mut Reader<'a>,
        fields: &mut RowFields<'a>,
        sink: &mut dyn Sink,
    ) -> Result<Step, Error> {
        Ok(match self.state {
            State::Start => {
                let result = self.start(reader);
                return match result {
                    Ok(Some(state)) => {
                        self.state = state;
                        Ok(Step::More)
                    }
                    Ok(None) => Err(Error::new(Code::NotTransactions).at(self.offset + reader.position() as u64)),
                    Err(fault) => Ok(Step::Bad(fault)),
                };
            }
            State::Array { first, in_envelope } => match next_element(reader, first) {
                Ok(true) => match self.transaction(reader, fields, sink)? {
                    Ok(()) => {
                        self.state = State::Array { first: false, in_envelope };
                        Step::More
                    }
                    Err(fault) => Step::Bad(fault),
                },
                Ok(false) => {
                    self.state = if in_envelope { State::Envelope { first: false } } else { State::End };
                    Step::More
                }
                Err(fault) => Step::Bad(fault),
            },
            State::Accounts { first } => match next_element(reader, first) {
                Ok(true) => match read_account(reader) {
                    Ok(fields) => {
                        let place = self.account;
                        self.account += 1;
                        match check_account(fields.as_ref(), place) {
                            Ok(account) => sink.account(&account),
                            Err(problem) => sink.problem(problem),
                        }
                        self.state = State::Accounts { first: false };
                        Step::More
                    }
                    Err(fault) => Step::Bad(fault),
                },
                Ok(false) => {
                    self.state = State::Envelope { first: false };
                    Step::More
                }
                Err(fault) => Step::Bad(fault),
            },
            State::Envelope { first } => return self.envelope(reader, first),
            State::Lines { first } => match line_break(reader, first) {
                Ok(()) => match self.transaction(reader, fields, sink)? {
                    Ok(()) => {
                        self.state = State::Lines { first: false };
                        Step::More
                    }
                    Err(fault) => Step::Bad(fault),
                },
                Err(LineFault::End) => {
                    // Only white space is left, and it may be dropped: the line break was seen.
                    return Ok(Step::Wait);
                }
                Err(LineFault::Bad(fault)) => Step::Bad(fault),
            },
            State::End => match reader.peek() {
                Ok(_) => Step::Bad(Fault::Syntax(reader.position())),
                Err(_) => Step::Wait,
            },
        })
    }

    /// Tells the form of the file by its first bytes; `None`: a lone number, text or `null`.
    #[expect(clippy::unused_self, reason = "a step like the others")]
    fn start(&self, reader: &mut Reader<'_>) -> Result<Option<State>, Fault> {
        reader.skip_byte_order_mark();
        match reader.peek()? {
            b'[' => {
                reader.expect(b'[')?;
                Ok(Some(State::Array { first: true, in_envelope: false }))
            }
            b'{' => {
                let start = reader.position();
                reader.expect(b'{')?;
                let mut first = true;
                while let Some(key) = reader.next_key(&mut first)? {
                    if matches!(key.as_ref(), "transactions" | "accounts") {
                        reader.seek(start + 1);
                        return Ok(Some(State::Envelope { first: true }));
                    }
                    reader.value()?;
                }
                reader.seek(start);
                Ok(Some(State::Lines { first: true }))
            }
            b'"' | b't' | b'f' | b'n' | b'-' | b'0'..=b'9' => Ok(None),
            _ => Err(Fault::Syntax(reader.position())),
        }
    }

    fn envelope(&mut self, reader: &mut Reader<'_>, first: bool) -> Result<Step, Error> {
        let mut is_first = first;
        let key = match reader.next_key(&mut is_first) {
            Ok(key) => key,
            Err(fault) => return Ok(Step::Bad(fault)),
        };
        let Some(key) = key else {
            self.state = State::End;
            return Ok(Step::More);
        };
        let list = matches!(key.as_ref(), "transactions" | "accounts");
        match reader.peek() {
            Ok(b'[') if list => {
                let _ = reader.expect(b'[');
                self.state = if key == "transactions" {
                    State::Array { first: true, in_envelope: true }
                } else {
                    State::Accounts { first: true }
                };
            }
            Ok(byte) if list && byte != b'n' => {
                return Err(Error::new(Code::NotTransactions).at(self.offset + reader.position() as u64));
            }
            Ok(_) => match reader.value() {
                Ok(_) => self.state = State::Envelope { first: false },
                Err(fault) => return Ok(Step::Bad(fault)),
            },
            Err(fault) => return Ok(Step::Bad(fault)),
        }
        Ok(Step::More)
    }

    #[inline(always)]
    fn transaction<'a>(
        &mut self,
        reader: &mut Reader<'a>,
        fields: &mut RowFields<'a>,
        sink: &mut dyn Sink,
    ) -> Result<Result<(), Fault>, Error> {
        let is_object = match fields.read(reader, &mut self.order) {
            Ok(is_object) => is_object,
            Err(fault) => return Ok(Err(fault)),
        };
        match check_row(is_object.then_some(&*fields), self.row, self.before.as_ref()) {
            Ok(row) => {
                self.before = Before::of(&row, fields);
                sink.transaction(&row)?;
            }
            Err(problem) => sink.problem(problem),
        }
        self.row += 1;
        Ok(Ok(()))
    }
}

enum Step {
    /// An element was read.
    More,
    /// All that is here was read.
    Wait,
    /// No whole element is here.
    Bad(Fault),
}

/// Whether an element follows; consumes the comma before it, or the closing bracket.
fn next_element(reader: &mut Reader<'_>, first: bool) -> Result<bool, Fault> {
    if reader.accept(b']')? {
        return Ok(false);
    }
    if !first {
        reader.expect(b',')?;
    }
    if reader.peek()? == b']' {
        return Err(Fault::Syntax(reader.position()));
    }
    Ok(true)
}

enum LineFault {
    End,
    Bad(Fault),
}

/// Consumes the white space between two lines, which must hold a line break.
fn line_break(reader: &mut Reader<'_>, first: bool) -> Result<(), LineFault> {
    let start = reader.position();
    match reader.peek() {
        Ok(_) if first || reader.text_since(start).contains('\n') => Ok(()),
        Ok(_) => Err(LineFault::Bad(Fault::Syntax(reader.position()))),
        Err(_) => Err(LineFault::End),
    }
}

/// The place of an account in its file, as `problems` names it.
pub(super) fn account_field(place: usize, field: &str) -> String {
    let mut out = String::from("accounts[");
    push_digits(&mut out, place as u64, 1);
    out.push(']');
    if !field.is_empty() {
        out.push('.');
        out.push_str(field);
    }
    out
}
