//! `captrack connect`, `captrack disconnect`, and the link that the browser brings back.

use captrack_contract::{AuthConnected, AuthDisconnected, Confidential, SettingsSection, SignInStarted, commands};
use captrack_domain::text;

use super::Performer;
use super::files::{print_line, read_line, read_standard_input};
use crate::browser::open_in_browser;
use crate::error::DeskError;
use crate::request::SocketRequest;
use crate::said::said;

/// A token or a code is shorter than this, in bytes.
const LONGEST: u64 = 10_000;

/// Connects with a token from standard input, or through the browser with the code that AllianceAuth's page shows.
pub(super) async fn connect(performer: &Performer, address: String, stdin: bool) -> Result<(), DeskError> {
    if stdin {
        let token = Confidential(read_standard_input(LONGEST)?.trim().to_owned());
        return tell(&performer.ask(commands::ConnectAuth { address, token }).await?);
    }
    let SignInStarted { authorize_url } = performer.ask(commands::BeginAuthSignIn { address }).await?;
    print_line(&authorize_url)?;
    if open_in_browser(&authorize_url).is_err() {
        eprintln!("{}", said(&text!("browser-not-opened")));
    }
    eprintln!("{}", said(&text!("paste-the-code")));
    let answer = Confidential(read_line(LONGEST)?.trim().to_owned());
    tell(&performer.ask(commands::FinishAuthSignIn { answer }).await?)
}

/// Parts from AllianceAuth.
pub(super) async fn disconnect(performer: &Performer) -> Result<(), DeskError> {
    let AuthDisconnected { remains } = performer.ask(commands::DisconnectAuth).await?;
    eprintln!("captrack: {}", said(&remains));
    print_line(&said(&text!("disconnected")))
}

/// Hands over what the browser brings back. Whoever is at the screen looks at the browser and not at this process's words: a window
/// comes to the front and shows what the link comes to.
pub(super) async fn hand_over(performer: &Performer, link: String) -> Result<(), DeskError> {
    if let Performer::Owner(owner) = performer {
        // Without windows there, or with one of an older version, it is told here alone.
        let _ = owner.ask(&SocketRequest::OpenSettings(SettingsSection::AllianceAuth)).await;
    }
    tell(&performer.ask(commands::FinishAuthSignIn { answer: Confidential(link) }).await?)
}

fn tell(connected: &AuthConnected) -> Result<(), DeskError> {
    let AuthConnected { server, main_name, pilots, hulls } = connected;
    let text =
        text!("connected", server = server.as_str(), main = main_name.as_str(), pilots = *pilots, ships = *hulls,);
    print_line(&said(&text))
}
