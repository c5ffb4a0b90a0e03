//! What the user is told when the desk itself fails.

use captrack_contract::{ErrorCode, Refusal};
use captrack_domain::text::Text;
use captrack_ports::SecretError;
use captrack_store::StoreError;

/// What was asked for makes no sense; `why` is without a capital letter and a full stop.
pub(crate) fn invalid(why: Text) -> Refusal {
    Refusal::of(ErrorCode::Invalid, why.as_sentence())
}

/// The store would not write: nothing has changed.
pub fn store_refused(error: &StoreError) -> Refusal {
    tracing::error!(%error, "the store refused");
    Refusal::of(ErrorCode::Internal, error.text())
}

/// A secret could not be had or kept.
pub fn secrets_refused(error: &SecretError) -> Refusal {
    Refusal::of(ErrorCode::SecretsUnavailable, error.text().as_sentence())
}
