//! Single commands: through the local socket to the process that owns the data folder, else by themselves.

mod activity;
mod connect;
mod delete_data;
mod files;
mod import_export;
mod pause;
mod relay;
mod snooze;
mod status;
pub(crate) mod trail;
mod undo;
mod why;

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use captrack_contract::commands::{self, Command};
use captrack_contract::{Confidential, PilotRef, SignInStarted, SignedIn, SignedOut, WebhookTested};
use captrack_domain::text;
use captrack_domain::text::Argument;
use captrack_domain::webhook_name::WebhookName;
use files::{print_line, read_standard_input};

use crate::args::{CommandLine, DeskOptions, WebhookArg, WebhookArgs};
use crate::browser::open_in_browser;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::folder::data_folder;
use crate::handlers::another_version;
use crate::logging::LogEcho;
use crate::request::{SocketRequest, SocketResponse};
use crate::said::said;
use crate::socket::FolderOwner;
use crate::text::pilot_ref;

/// A webhook URL is shorter than this, in bytes.
const LONGEST_URL: u64 = 10_000;
/// What a check has decided is sent before it ends, if that takes no longer: the wait for critical news is 2 s.
const SENDING: Duration = Duration::from_secs(6);

/// Carries a command out and tells what came of it: results on standard output, failures as one sentence on standard error.
pub fn run_command(command: CommandLine, options: DeskOptions) -> ExitCode {
    let outcome = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| DeskError::Other(text!("no-threads", error = Argument::Said(error.to_string()))))
        .and_then(|runtime| {
            let outcome = runtime.block_on(carry_out(command, options));
            runtime.shutdown_timeout(Duration::from_secs(1));
            outcome
        });
    match outcome {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            eprintln!("captrack: {}", captrack_domain::words::sentence(&error.said()));
            ExitCode::FAILURE
        }
    }
}

/// Who carries commands out.
enum Performer {
    /// The process that owns the data folder.
    Owner(FolderOwner),
    /// This process, for as long as the command takes.
    Own(Arc<Desk>),
    /// The same, beside whoever has the data folder: it only reads.
    Reader(Arc<Desk>),
}

impl Performer {
    async fn find(options: DeskOptions, only_reads: bool) -> Result<Self, DeskError> {
        if options.demo {
            let desk = Desk::open(options, None).await?;
            // A demo begins anew every time: without a first look there is nothing to tell about.
            desk.ask(commands::Check).await?;
            return Ok(Self::Own(desk));
        }
        let folder = data_folder(&options)?;
        if let Some(owner) = FolderOwner::of(&folder).await {
            return Ok(Self::Owner(owner));
        }
        if only_reads && let Some(desk) = Desk::open_to_read(&options).await? {
            return Ok(Self::Reader(desk));
        }
        match Desk::open(options, None).await {
            // It was started between our looking and our taking the folder.
            Err(DeskError::Owned(folder)) => {
                FolderOwner::of(&folder).await.map(Self::Owner).ok_or(DeskError::Owned(folder))
            }
            opened => opened.map(Self::Own),
        }
    }

    /// Has a command carried out: a refusal, and whatever else goes wrong on the way, ends the command with its sentence.
    async fn ask<C: Command>(&self, command: C) -> Result<C::Reply, DeskError> {
        let owner = match self {
            Self::Own(desk) | Self::Reader(desk) => return Ok(desk.ask(command).await?),
            Self::Owner(owner) => owner,
        };
        match owner.ask(&SocketRequest::Execute(Box::new(command.into()))).await? {
            SocketResponse::Answered(answer) => Ok((*answer)?.read::<C>().ok_or_else(another_version)?),
            SocketResponse::Opened(_) | SocketResponse::Alive => Err(another_version().into()),
        }
    }

    async fn end(self) {
        if let Self::Own(desk) | Self::Reader(desk) = self {
            desk.shutdown().await;
        }
    }
}

async fn carry_out(command: CommandLine, options: DeskOptions) -> Result<u8, DeskError> {
    if let CommandLine::DeleteData { yes } = command {
        return delete_data::delete_data(&options, yes).await.map(|()| 0);
    }
    let performer = Performer::find(options, command.only_reads()).await?;
    if let Performer::Own(desk) = &performer {
        desk.log(LogEcho::Silent);
    }
    let outcome = perform(&performer, command).await;
    performer.end().await;
    outcome
}

async fn perform(performer: &Performer, command: CommandLine) -> Result<u8, DeskError> {
    match command {
        CommandLine::Login { no_browser } => log_in(performer, no_browser).await?,
        CommandLine::Logout { pilot } => log_out(performer, &pilot).await?,
        CommandLine::Check { quiet } => return check(performer, quiet).await,
        CommandLine::Snapshot { json: _ } => snapshot(performer).await?,
        CommandLine::Status { json } => return status::tell(performer, json).await,
        CommandLine::Connect { address, stdin } => connect::connect(performer, address, stdin).await?,
        CommandLine::Disconnect => connect::disconnect(performer).await?,
        CommandLine::Publish { take_back } => {
            performer.ask(commands::PublishPolicy { publish: !take_back }).await?;
        }
        CommandLine::Link { link } => connect::hand_over(performer, link).await?,
        CommandLine::Webhook(args) => webhook(performer, args).await?,
        CommandLine::Relay { what } => relay::switch_or_tell(performer, what).await?,
        CommandLine::Snooze { pilot, length, why } => {
            let pilots = vec![pilot_ref(&pilot)];
            snooze::snooze(performer, pilots, length, why).await?;
        }
        CommandLine::Pause { end } => pause::pause(performer, end).await?,
        CommandLine::Resume => performer.ask(commands::SetPaused { paused: false, seconds: None }).await?,
        CommandLine::Acknowledge { main, why, clear } => {
            let mains = vec![pilot_ref(&main)];
            if clear {
                performer.ask(commands::ClearAcknowledgement { mains }).await?;
            } else {
                performer.ask(commands::Acknowledge { mains, why }).await?;
            }
        }
        CommandLine::Why { pilot } => why::say(performer, &pilot_ref(&pilot)).await?,
        CommandLine::Main { pilot, main, own: _ } => {
            let main: Option<PilotRef> = main.as_deref().map(pilot_ref);
            performer.ask(commands::SetMain { pilots: vec![pilot_ref(&pilot)], main }).await?;
        }
        CommandLine::Mains { exchange } => import_export::mains(performer, exchange).await?,
        CommandLine::Config { exchange } => import_export::config(performer, exchange).await?,
        CommandLine::Undo { list } => undo::undo(performer, list).await?,
        CommandLine::Activity { search, csv } => {
            activity::tell(performer, search.unwrap_or_default(), csv).await?;
        }
        // It opens nothing and asks nobody: see `carry_out`.
        CommandLine::DeleteData { .. } => {}
        CommandLine::Trail(args) => trail::tell(performer, args).await?,
    }
    Ok(0)
}

async fn log_in(performer: &Performer, no_browser: bool) -> Result<(), DeskError> {
    let SignInStarted { authorize_url } = performer.ask(commands::BeginSignIn).await?;
    eprintln!("{}", said(&text!("sign-in-consent")));
    print_line(&authorize_url)?;
    if !no_browser && open_in_browser(&authorize_url).is_err() {
        eprintln!("{}", said(&text!("browser-not-opened")));
    }
    let SignedIn { name, .. } = performer.ask(commands::FinishSignIn).await?;
    print_line(&name)
}

async fn log_out(performer: &Performer, pilot: &str) -> Result<(), DeskError> {
    let SignedOut { name, remains } = performer.ask(commands::SignOut { pilot: pilot_ref(pilot) }).await?;
    if let Some(remains) = remains {
        eprintln!("captrack: {}", said(&remains));
    }
    print_line(&said(&text!("pilot-forgotten", pilot = name)))
}

async fn check(performer: &Performer, quiet: bool) -> Result<u8, DeskError> {
    if let Performer::Own(desk) = performer {
        // This process lives for seconds: what was last seen long ago is out of sight now.
        desk.monitor().views().count_from_last_answers().await;
    }
    let verdict = performer.ask(commands::Check).await?;
    if let Performer::Own(desk) = performer {
        desk.monitor().deliver().drain_for(SENDING).await?;
    }
    if !quiet {
        status::tell_check(performer).await?;
    }
    Ok(verdict.exit_code())
}

async fn snapshot(performer: &Performer) -> Result<(), DeskError> {
    let snapshot = performer.ask(commands::Snapshot).await?;
    let json = serde_json::to_string_pretty(&snapshot)
        .map_err(|error| DeskError::Other(text!("snapshot-unwritten", error = Argument::Said(error.to_string()))))?;
    print_line(&json)
}

async fn webhook(performer: &Performer, args: WebhookArgs) -> Result<(), DeskError> {
    let webhook = match args.webhook {
        WebhookArg::Critical => WebhookName::Critical,
        WebhookArg::Standard => WebhookName::Standard,
    };
    if args.clear {
        performer.ask(commands::ClearWebhook { webhook }).await?;
    } else if args.test {
        let WebhookTested { sentence } = performer.ask(commands::TestWebhook { webhook }).await?;
        print_line(&sentence)?;
    } else {
        let url = Confidential(read_standard_input(LONGEST_URL)?.trim().to_owned());
        performer.ask(commands::SetWebhook { webhook, url }).await?;
    }
    Ok(())
}
