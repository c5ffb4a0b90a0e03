//! What is said over the local socket: one JSON line each way.

use captrack_contract::{AnyCommand, CommandResult, SettingsSection};
use serde::{Deserialize, Serialize};

/// What another process asks.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "request", content = "value")]
pub(crate) enum SocketRequest {
    /// Answer that you are there.
    Alive,
    /// Carry a command out.
    Execute(Box<AnyCommand>),
    /// Show the window.
    Open,
    /// Show a section of the settings.
    OpenSettings(SettingsSection),
}

/// What the owner answers.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "response", content = "value")]
pub(crate) enum SocketResponse {
    /// It is there.
    Alive,
    /// The command's answer.
    Answered(Box<CommandResult>),
    /// Whether there is a window to show.
    Opened(bool),
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a command line and a program of different versions say to each other.
    #[test]
    fn what_crosses_the_local_socket_is_what_it_always_was() {
        for line in [
            r#"{"request":"execute","value":{"command":"set_paused","paused":true}}"#,
            r#"{"request":"execute","value":{"command":"snapshot"}}"#,
            r#"{"request":"open"}"#,
            r#"{"request":"alive"}"#,
            r#"{"request":"open_settings","value":"allianceauth"}"#,
        ] {
            let read: SocketRequest = serde_json::from_str(line).unwrap();
            assert_eq!(serde_json::to_string(&read).unwrap(), line);
        }
        for line in [
            r#"{"response":"answered","value":{"Ok":{"reply":"done"}}}"#,
            r#"{"response":"answered","value":{"Ok":{"reply":"signed_out","value":{"name":"Kara Volkov","remains":null}}}}"#,
            r#"{"response":"answered","value":{"Err":{"code":"not_allowed","sentence":"Ask an admin.","text":null}}}"#,
            r#"{"response":"opened","value":false}"#,
            r#"{"response":"alive"}"#,
        ] {
            let read: SocketResponse = serde_json::from_str(line).unwrap();
            assert_eq!(serde_json::to_string(&read).unwrap(), line);
        }
    }
}
