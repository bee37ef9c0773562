// SPDX-License-Identifier: MIT OR Apache-2.0
//! The payment that a request asks about.
//!
//! In: JSON bytes `{ now, draft, context? }`. Out: a checked draft, which borrows its texts from the request, and what
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
        context.name_check = Some(word.text().and_then(NameCheck::from_word).ok_or_else(wrong)?);
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

/// Reads `{ now, draft, context? }` and hands them on: the draft borrows its texts from the request.
pub(super) fn checked<T>(
    request: &[u8],
    check: impl FnOnce(Moment, &RawTransaction<'_>, &PaymentContext) -> Result<T, Error>,
) -> Result<T, Error> {
    let asked = Request::read(request)?;
    let now = asked.now()?;
    let context = payment_context(asked.field("context"))?;
    let text = core::str::from_utf8(request).unwrap_or_default();
    let mut reader = Reader::new(text);
    // The request was read once already: it is well-formed.
    if !find_draft(&mut reader).unwrap_or(false) {
        return Err(Error::argument("draft"));
    }
    let draft = Draft::read(&mut reader).map_err(|_| Error::argument("draft"))?;
    match draft.check(now.date) {
        Ok(draft) => check(now, &draft, &context),
        Err((_, field)) => Err(Error::argument(field)),
    }
}

/// Goes to the value of `draft`.
fn find_draft(reader: &mut Reader<'_>) -> Result<bool, Fault> {
    reader.expect(b'{')?;
    let mut first = true;
    while let Some(key) = reader.next_key(&mut first)? {
        if key == "draft" {
            return Ok(true);
        }
        reader.value()?;
    }
    Ok(false)
}
