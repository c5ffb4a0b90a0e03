//! The command line: options before or after a command, wrong usage exits 64.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum};

use captrack_contract::{SnoozeLength, TrailStart};

use crate::command_line::trail::parse_start;
use crate::text::{parse_pause, parse_secrets, parse_snooze};
use crate::waiting_sign_in::folder_that_waits_for;

/// Exit code of wrong usage, as in `sysexits.h`.
const WRONG_USAGE: u8 = 64;

/// How links to this program begin.
const LINK: &str = "captrack:";

/// In place of a file's name: standard input or output.
pub(crate) const STANDARD: &str = "-";

/// What was asked for on the command line.
#[derive(Debug, Clone)]
pub struct Options {
    /// What to be.
    pub mode: RunMode,
    /// With which data.
    pub desk: DeskOptions,
}

/// What to be.
#[derive(Debug, Clone)]
pub enum RunMode {
    /// A window and a tray.
    Window {
        /// Only the tray at first.
        hidden: bool,
    },
    /// Neither: monitor and relay on a server.
    Headless,
    /// A single command.
    Command(CommandLine),
}

/// With which data, servers and secrets.
#[derive(Debug, Clone, Default)]
pub struct DeskOptions {
    /// The data folder; the platform's own when not given.
    pub data_dir: Option<PathBuf>,
    /// A TOML file that names other servers.
    pub endpoints: Option<PathBuf>,
    /// Where secrets are kept.
    pub secrets: SecretsChoice,
    /// The demo: a New Eden of its own, thrown away at the end.
    pub demo: bool,
}

/// Where secrets are kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum SecretsChoice {
    /// The desktop's keyring.
    #[default]
    Keyring,
    /// An encrypted file; the passphrase is in the file that `CAPTRACK_PASSPHRASE_FILE` names.
    File(PathBuf),
    /// In memory, for this session only.
    Session,
}

/// Not to be run: help, version, or wrong usage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Usage {
    /// What to print.
    pub text: String,
    /// 0 for help and version, 64 for wrong usage.
    pub exit_code: u8,
}

#[derive(Debug, Parser)]
#[command(
    name = "captrack",
    version,
    about = "CapTrack tells an alliance's leadership at once when its capital ships are where they should not be.",
    after_help = "Without a command CapTrack opens its window. PILOT is a character id or an exact name.\n\
                  `CAPTRACK_BROWSER` names a program that opens EVE's page in place of the system browser.\n\
                  Exit codes: 0 done, 1 failed, 64 wrong usage; check: 0 quiet, 10 alerting, 20 critical, 30 could not know."
)]
struct Cli {
    /// The data folder [default: the platform's own]
    #[arg(long, value_name = "DIR", global = true)]
    data_dir: Option<PathBuf>,
    /// A TOML file that names other servers than EVE's and Discord's own
    #[arg(long, value_name = "FILE", global = true)]
    endpoints: Option<PathBuf>,
    /// Where secrets are kept: keyring, session (this run only), or `file:PATH` (encrypted; `CAPTRACK_PASSPHRASE_FILE` names the passphrase's file)
    #[arg(long, value_name = "PLACE", global = true, value_parser = parse_secrets)]
    secrets: Option<SecretsChoice>,
    /// An invented alliance of several hundred pilots, deleted at the end
    #[arg(long, global = true)]
    demo: bool,
    /// Start in the tray, without a window
    #[arg(long, conflicts_with = "headless")]
    hidden: bool,
    /// No window and no tray: monitor and relay on a server
    #[arg(long)]
    headless: bool,
    #[command(subcommand)]
    command: Option<CommandLine>,
}

/// A command that is carried out by the running CapTrack, or by itself where none runs.
#[derive(Debug, Clone, Subcommand)]
pub enum CommandLine {
    /// Sign a pilot in with EVE SSO
    Login {
        /// Only print the address of EVE's sign-in page, do not open it
        #[arg(long)]
        no_browser: bool,
    },
    /// Forget a pilot: revoke the token where possible, delete everything of theirs
    Logout {
        /// Id or exact name
        #[arg(value_name = "PILOT")]
        pilot: String,
    },
    /// Poll what is due; exit 0 quiet, 10 alerting, 20 critical, 30 could not know
    Check {
        /// Print nothing: the exit code has the answer
        #[arg(long, short)]
        quiet: bool,
    },
    /// Print what is known
    Snapshot {
        /// As JSON
        #[arg(long, required = true)]
        json: bool,
    },
    /// How `CapTrack` is doing: sources, Discord, clock, what cannot be seen; exit 0 well, 30 not
    Status {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Connect to an `AllianceAuth` that runs the `CapTrack` bridge
    Connect {
        /// Its address, such as `https://auth.example.com`
        #[arg(value_name = "URL")]
        address: String,
        /// Read the token from standard input, in place of signing in through the browser
        #[arg(long)]
        stdin: bool,
    },
    /// Disconnect from `AllianceAuth` and delete the pilots known only through it
    Disconnect,
    /// Publish the rules in force for everyone on this `AllianceAuth`
    Publish {
        /// Withdraw what is published
        #[arg(long)]
        take_back: bool,
    },
    /// Hand over the link that the browser brings back; nothing else may be given with it
    #[command(skip)]
    Link {
        /// The link
        link: String,
    },
    /// Set, clear or test a Discord webhook
    Webhook(WebhookArgs),
    /// Whether this computer relays to Discord
    Relay {
        /// on or off; status: how the relay is doing; stand-in-on or stand-in-off: whether the standard webhook gets critical alerts while
        /// Discord refuses the critical one
        what: RelayArgs,
    },
    /// Snooze a pilot
    Snooze {
        /// Id or exact name
        #[arg(value_name = "PILOT")]
        pilot: String,
        /// Such as 1h, 90m, 2d or "1 hour"; "until downtime"; "until 18:00" (this computer's clock); until-cleared; or clear
        #[arg(value_name = "DURATION|until TIME|until-cleared|clear", value_parser = parse_snooze)]
        length: SnoozeArgs,
        /// Why
        #[arg(long, value_name = "REASON")]
        why: Option<String>,
    },
    /// Stop polling and all notifications, Discord included; without an end until you resume
    Pause {
        /// Such as 1h or 2d; tomorrow: until 08:00 of the next day; or a time of this computer's clock such as 18:00
        #[arg(value_name = "DURATION|tomorrow|TIME", value_parser = parse_pause)]
        end: Option<PauseEnd>,
    },
    /// Start polling and sending alerts again
    Resume,
    /// No more notices for a main until another ship alerts there or everything clears
    Acknowledge {
        /// Id or exact name
        #[arg(value_name = "MAIN")]
        main: String,
        /// Why
        #[arg(long, value_name = "REASON")]
        why: Option<String>,
        /// Undo it
        #[arg(long, conflicts_with = "why")]
        clear: bool,
    },
    /// Say why a pilot's ships alert or do not
    Why {
        /// Id or exact name
        #[arg(value_name = "PILOT")]
        pilot: String,
    },
    /// Put a pilot under a main
    Main {
        /// Id or exact name
        #[arg(value_name = "PILOT")]
        pilot: String,
        /// Id or exact name
        #[arg(value_name = "MAIN", required_unless_present = "own", conflicts_with = "own")]
        main: Option<String>,
        /// The pilot is its own main
        #[arg(long)]
        own: bool,
    },
    /// All pilots and their mains as CSV
    Mains {
        /// Out or in
        #[command(subcommand)]
        exchange: FileTransfer,
    },
    /// Rules, notifications and window as one TOML file, without any secret
    Config {
        /// Out or in
        #[command(subcommand)]
        exchange: FileTransfer,
    },
    /// Undo the last change of snoozes, acknowledgements, mains or settings, as far as nobody has changed it since
    Undo {
        /// Only print what can be undone, newest first
        #[arg(long)]
        list: bool,
    },
    /// Print the activity log, newest first
    Activity {
        /// Only lines with these words
        #[arg(long, value_name = "TEXT")]
        search: Option<String>,
        /// All lines as CSV
        #[arg(long)]
        csv: bool,
    },
    /// Print where a ship, or all ships of a pilot, went: places with times, gaps, alerts
    Trail(TrailArgs),
    /// Delete everything that `CapTrack` keeps on this computer: data, sign-ins, webhooks, the autostart entry
    DeleteData {
        /// Do it; without it the command only prints what would be deleted
        #[arg(long)]
        yes: bool,
    },
}

/// `captrack trail`.
#[derive(Debug, Clone, Args)]
pub struct TrailArgs {
    /// A pilot by id or exact name, or a ship by item id or by its `hull_key` in the snapshot
    #[arg(value_name = "PILOT|SHIP")]
    pub of: String,
    /// From when on: 6h, 7d, a date or a time; all that is kept when left out
    #[arg(long, value_name = "TIME", value_parser = parse_start)]
    pub since: Option<TrailStart>,
    /// As JSON
    #[arg(long, conflicts_with = "csv")]
    pub json: bool,
    /// As CSV
    #[arg(long)]
    pub csv: bool,
}

/// Out to a file or in from one.
#[derive(Debug, Clone, PartialEq, Eq, Subcommand)]
pub enum FileTransfer {
    /// Write a file
    Export {
        /// Which file; - or none: standard output
        #[arg(value_name = "FILE", default_value = STANDARD, hide_default_value = true)]
        file: PathBuf,
    },
    /// Read a file and print what it changes
    Import {
        /// Which file; -: standard input
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Only print what it would change
        #[arg(long)]
        dry_run: bool,
    },
}

impl CommandLine {
    /// Whether it only prints what is known: it needs no folder of its own.
    pub const fn only_reads(&self) -> bool {
        matches!(
            self,
            Self::Snapshot { .. }
                | Self::Why { .. }
                | Self::Activity { .. }
                | Self::Trail(_)
                | Self::Mains { exchange: FileTransfer::Export { .. } }
                | Self::Config { exchange: FileTransfer::Export { .. } }
                | Self::Relay { what: RelayArgs::Status }
        )
    }
}

/// What `captrack snooze` is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SnoozeArgs {
    /// Silence.
    For(SnoozeLength),
    /// Silence until this computer's clock shows this.
    UntilTime(jiff::civil::Time),
    /// Silence until the next downtime.
    UntilDowntime,
    /// No longer.
    Clear,
}

/// When a pause ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PauseEnd {
    /// After so many seconds.
    After(u64),
    /// In the morning of the next day.
    Tomorrow,
    /// When this computer's clock shows this.
    At(jiff::civil::Time),
}

/// `captrack webhook`.
#[derive(Debug, Clone, Args)]
#[command(group = ArgGroup::new("what").required(true))]
pub struct WebhookArgs {
    /// Which of the two
    pub webhook: WebhookArg,
    /// Read the webhook's URL from standard input
    #[arg(long, group = "what")]
    pub stdin: bool,
    /// Forget it
    #[arg(long, group = "what")]
    pub clear: bool,
    /// Send a test message
    #[arg(long, group = "what")]
    pub test: bool,
}

/// A webhook on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum WebhookArg {
    /// For critical alerts
    Critical,
    /// For threshold alerts
    Standard,
}

/// What `captrack relay` is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RelayArgs {
    /// On
    On,
    /// Off
    Off,
    /// How it is doing
    Status,
    /// While Discord refuses the critical webhook, the standard one gets critical alerts
    StandInOn,
    /// It does not
    StandInOff,
}

/// Reads the process's own arguments. A link goes to the profile that waits for it.
pub fn main_options() -> Result<Options, Usage> {
    let mut options = parse_options(std::env::args_os())?;
    if let RunMode::Command(CommandLine::Link { link }) = &options.mode {
        options.desk.data_dir = folder_that_waits_for(link);
    }
    Ok(options)
}

/// Reads arguments, the program's name first.
pub fn parse_options(args: impl IntoIterator<Item = OsString>) -> Result<Options, Usage> {
    let args: Vec<OsString> = args.into_iter().collect();
    if let Some(link) = link(&args)? {
        return Ok(Options { mode: RunMode::Command(CommandLine::Link { link }), desk: DeskOptions::default() });
    }
    let cli = Cli::try_parse_from(args).map_err(|error| usage(&error))?;
    let mode = match cli.command {
        Some(_) if cli.headless || cli.hidden => {
            let text = "error: --headless and --hidden start CapTrack; they go without a command\n".to_owned();
            return Err(Usage { text, exit_code: WRONG_USAGE });
        }
        Some(command) => RunMode::Command(command),
        None if cli.headless => RunMode::Headless,
        None => RunMode::Window { hidden: cli.hidden },
    };
    let secrets = cli.secrets.unwrap_or_default();
    let desk = DeskOptions { data_dir: cli.data_dir, endpoints: cli.endpoints, secrets, demo: cli.demo };
    Ok(Options { mode, desk })
}

/// The link, if that is what the desktop has started the program with: alone, at most after `--`. What stands beside a link may come
/// from whoever wrote the link, who could name other servers and another data folder: it is refused, whatever it is.
fn link(args: &[OsString]) -> Result<Option<String>, Usage> {
    let given = args.get(1..).unwrap_or_default();
    let is_link = |arg: &OsString| {
        arg.as_encoded_bytes().get(..LINK.len()).is_some_and(|start| start.eq_ignore_ascii_case(LINK.as_bytes()))
    };
    if !given.iter().any(is_link) {
        return Ok(None);
    }
    let alone = match given {
        [link] => link.to_str(),
        [dashes, link] if dashes == "--" => link.to_str(),
        _ => None,
    };
    let Some(link) = alone else {
        let text = "error: a captrack:// link must be the only argument\n".to_owned();
        return Err(Usage { text, exit_code: WRONG_USAGE });
    };
    Ok(Some(link.to_owned()))
}

fn usage(error: &clap::Error) -> Usage {
    let asked_for = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    // It repeats arguments, and a terminal obeys what it is given.
    let obeyed = |letter: char| letter.is_control() && letter != '\n';
    let text = error.to_string().replace(obeyed, " ");
    Usage { text, exit_code: if asked_for { 0 } else { WRONG_USAGE } }
}

#[cfg(test)]
mod tests;
