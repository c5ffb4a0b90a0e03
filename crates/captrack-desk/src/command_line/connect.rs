//! `captrack connect`, `captrack disconnect`, and the link that the browser brings back.

use captrack_contract::{AuthConnected, Command, Confidential, Reply, SettingsSection};

use super::files::{print_line, read_line, read_standard_input};
use super::{Performer, unexpected};
use crate::browser::open_in_browser;
use crate::error::DeskError;
use crate::request::Request;

/// A token or a code is shorter than this, in bytes.
const LONGEST: u64 = 10_000;

/// Connects with a token from standard input, or through the browser with the code that AllianceAuth's page shows.
pub(super) async fn connect(performer: &Performer, address: String, stdin: bool) -> Result<(), DeskError> {
    if stdin {
        let token = Confidential(read_standard_input(LONGEST)?.trim().to_owned());
        return tell(performer.execute(Command::ConnectAuth { address, token }).await?);
    }
    let Reply::SignInStarted { authorize_url } = performer.execute(Command::BeginAuthSignIn { address }).await? else {
        return Err(unexpected());
    };
    print_line(&authorize_url)?;
    if open_in_browser(&authorize_url).is_err() {
        eprintln!("The browser did not open: open the address above yourself.");
    }
    eprintln!("Agree on that page, then paste the code that it shows, and press Enter:");
    let answer = Confidential(read_line(LONGEST)?.trim().to_owned());
    tell(performer.execute(Command::FinishAuthSignIn { answer }).await?)
}

/// Parts from AllianceAuth.
pub(super) async fn disconnect(performer: &Performer) -> Result<(), DeskError> {
    let Reply::AuthDisconnected { remains } = performer.execute(Command::DisconnectAuth).await? else {
        return Err(unexpected());
    };
    eprintln!("captrack: {remains}");
    print_line("Disconnected.")
}

/// Hands over what the browser brings back. Whoever is at the screen looks at the browser and not at this process's words: a window
/// comes to the front and shows what the link comes to.
pub(super) async fn hand_over(performer: &Performer, link: String) -> Result<(), DeskError> {
    if let Performer::Owner(owner) = performer {
        // Without windows there, or with one of an older version, it is told here alone.
        let _ = owner.ask(&Request::OpenSettings(SettingsSection::AllianceAuth)).await;
    }
    tell(performer.execute(Command::FinishAuthSignIn { answer: Confidential(link) }).await?)
}

fn tell(reply: Reply) -> Result<(), DeskError> {
    let Reply::AuthConnected(AuthConnected { server, main_name, pilots, hulls }) = reply else {
        return Err(unexpected());
    };
    print_line(&format!("Connected to {server} as {main_name}: {pilots} pilots, {hulls} hulls."))
}
