// SPDX-License-Identifier: MIT OR Apache-2.0
//! The payment that a request asks about.
//!
//! In: JSON bytes `{ now, draft, context?, head? }`. Out: a checked draft, which borrows its texts from the request, and what
//! the host saw around it; or `INVALID_ARGUMENT` with the field.

use super::requests::Request;
use crate::{
    engine::{NameCheck, PayFor, PaymentContext},
    error::Error,
    ingest::{Draft, RawTransaction},
    json::{Fault, Reader, Tree},
    types::Moment,
};

/// What the host saw around a draft: every field may be absent, and unknown ones are ignored.
fn payment_context(tree: Option<&Tree<'_>>) -> Result<PaymentContext, Error> {
    let wrong = || Error::argument("context");
    let mut context = PaymentContext::default();
    let Some(tree) = tree else {
        return Ok(context);
    };
    if !matches!(tree, Tree::Object(_)) {
        return Err(wrong());
    }
    if let Some(word) = tree.get("nameCheck") {
        let name = word.text().and_then(NameCheck::from_word);
        context.name_check = Some(name.ok_or_else(|| Error::argument("context.nameCheck"))?);
    }
    if let Some(word) = tree.get("purpose") {
        context.purpose = Some(word.text().and_then(PayFor::from_word).ok_or_else(wrong)?);
    }
    for (field, slot) in PaymentContext::PRESSURE.into_iter().zip(&mut context.pressure) {
        *slot = match tree.get(field) {
            None => false,
            Some(Tree::Bool(value)) => *value,
            Some(_) => return Err(wrong()),
        };
    }
    Ok(context)
}

/// Reads `{ now, draft, context?, head? }` and hands them on: the draft borrows its texts from the request. Tells whether
/// a head was asked for.
pub(super) fn checked<T>(
    request: &[u8],
    check: impl FnOnce(Moment, &RawTransaction<'_>, &PaymentContext) -> Result<T, Error>,
) -> Result<(T, bool), Error> {
    let (asked, draft) = match parts(core::str::from_utf8(request).unwrap_or_default()) {
        Ok(parts) => parts,
        // What is at fault is told by whoever reads it as a whole.
        Err(_) => (Request::read(request)?, None),
    };
    let now = asked.now()?;
    let context = payment_context(asked.field("context"))?;
    let has_head = asked.flag("head")?;
    match draft.ok_or_else(|| Error::missing("draft"))?.check(now.date) {
        Ok(draft) => Ok((check(now, &draft, &context)?, has_head)),
        // What is wrong is told as it is of a row.
        Err((problem, field)) => Err(Error { message: problem.word().into(), ..Error::argument(field) }),
    }
}

/// The draft, of several the first, and the rest of the request.
fn parts(text: &str) -> Result<(Request<'_>, Option<Draft<'_>>), Fault> {
    let mut reader = Reader::new(text);
    reader.expect(b'{')?;
    let (mut rest, mut draft, mut first) = (Vec::new(), None, true);
    while let Some(key) = reader.next_key(&mut first)? {
        if draft.is_none() && key == "draft" {
            draft = Some(Draft::read(&mut reader)?);
        } else {
            rest.push((key, Tree::read(&mut reader)?));
        }
    }
    match reader.peek() {
        Err(Fault::Cut) => Ok((Request::of(Tree::Object(rest)), draft)),
        _ => Err(Fault::Syntax(reader.position())),
    }
}
