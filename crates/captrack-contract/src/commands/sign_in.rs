//! Signing in with EVE and out again.

use crate::commands::declare::commands;
use crate::pilot_ref::PilotRef;
use crate::sign_in::{SignInStarted, SignedIn, SignedOut};

commands! {
    /// Starts a sign-in with EVE SSO.
    BeginSignIn -> SignInStarted;

    /// Waits for the sign-in that was begun.
    FinishSignIn -> SignedIn;

    /// Gives up the sign-in that was begun.
    CancelSignIn -> ();

    /// Forgets a pilot: token revoked where possible, everything of theirs deleted.
    SignOut {
        /// Whom.
        pilot: PilotRef,
    } -> SignedOut;
}
