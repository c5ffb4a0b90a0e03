//! What the user is told when the desk itself fails.

use captrack_contract::{ErrorCode, Refusal};
use captrack_ports::SecretError;
use captrack_store::StoreError;

/// The store would not write: nothing has changed.
pub fn store_refused(error: &StoreError) -> Refusal {
    tracing::error!(%error, "the store refused");
    Refusal::of(ErrorCode::Internal, error.text())
}

/// A secret could not be had or kept.
pub fn secrets_refused(error: &SecretError) -> Refusal {
    Refusal::of(ErrorCode::SecretsUnavailable, error.text().as_sentence())
}
