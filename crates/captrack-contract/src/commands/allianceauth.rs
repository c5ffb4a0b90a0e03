//! The connection to an AllianceAuth.

use crate::auth::{AuthConnected, AuthDisconnected, ReadAsked};
use crate::commands::declare::commands;
use crate::confidential::Confidential;
use crate::pilot_ref::PilotRef;
use crate::sign_in::SignInStarted;

commands! {
    /// Connects the desk to an AllianceAuth with a token, which is tried first.
    ConnectAuth {
        /// Where.
        address: String,
        /// The token.
        token: Confidential,
    } -> AuthConnected;

    /// Starts a sign-in through AllianceAuth's own page.
    BeginAuthSignIn {
        /// Where.
        address: String,
    } -> SignInStarted;

    /// Ends the sign-in through AllianceAuth that was begun.
    FinishAuthSignIn {
        /// The `captrack://connect` link that its page leads to, or the code that it shows.
        answer: Confidential,
    } -> AuthConnected;

    /// Gives up the sign-in through AllianceAuth that was begun, or puts away why it came to nothing.
    CancelAuthSignIn -> ();

    /// Parts from AllianceAuth: whoever is known through it alone is forgotten.
    DisconnectAuth -> AuthDisconnected;

    /// Asks AllianceAuth to have pilots read now.
    ReadNow {
        /// Whom.
        pilots: Vec<PilotRef>,
    } -> ReadAsked;

    /// Publishes the rules in force for all desks of this AllianceAuth, or takes back what is published.
    PublishPolicy {
        /// True: publishes; false: takes back.
        publish: bool,
    } -> ();
}
