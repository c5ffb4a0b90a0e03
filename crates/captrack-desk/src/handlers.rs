//! Commands: the one door for windows, tray, notifications and command line.

mod activity;
mod allianceauth;
mod checks;
mod client_id;
mod discord;
mod mains;
mod settings;
mod sign_in;
mod snoozes;
mod trail;
mod undo;

use captrack_contract::commands::{self, Command};
use captrack_contract::{AnyCommand, AnyReply, CommandResult, EditId, ErrorCode, Refusal, every_command};
use captrack_domain::text;
use captrack_monitor::{SupervisedPart, store_refused, undoable};
use captrack_store::StoreError;

use crate::desk::Desk;
use crate::rights::RequiredRight;

/// Carries one command out.
pub(crate) trait Handler<C: Command> {
    /// What it takes; none: looking is never withheld, nor is signing oneself in and out.
    const NEEDS: Option<RequiredRight>;

    /// The same where it depends on what is asked for.
    async fn needs(&self, _command: &C) -> Option<RequiredRight> {
        Self::NEEDS
    }

    /// Carries it out for a user; when it returns, it has taken effect.
    async fn handle(&self, command: C, by: &str) -> Result<C::Reply, Refusal>;
}

impl Desk {
    /// Carries a command out; when it returns, it has taken effect. What this desk's user may not do is refused.
    pub async fn ask<C: Command>(&self, command: C) -> Result<C::Reply, Refusal> {
        // What went in as this command comes out as its reply.
        self.answer(command.into()).await?.read::<C>().ok_or_else(another_version)
    }

    /// The same, and the change that the command made, if that can be undone.
    pub async fn ask_edit<C: Command>(&self, command: C) -> Result<(C::Reply, Option<EditId>), Refusal> {
        self.answer_window(command.into()).await?.read_edit::<C>().ok_or_else(another_version)
    }

    /// The same for a command that has crossed from another process, which may be of another version.
    pub async fn answer(&self, command: AnyCommand) -> CommandResult {
        self.done(command).await.0
    }

    /// The same for a window, which hears what it can undo.
    pub async fn answer_window(&self, command: AnyCommand) -> CommandResult {
        let (answer, edit) = self.done(command).await;
        answer.map(|reply| reply.with_edit(edit))
    }

    async fn done(&self, command: AnyCommand) -> (CommandResult, Option<EditId>) {
        let dispatched = undoable(self.dispatch(command));
        let done = self.monitor.shared().caught(SupervisedPart::Command, Box::pin(dispatched)).await;
        done.unwrap_or_else(|| (Err(Refusal::of(ErrorCode::Internal, text!("refused-crashed"))), None))
    }

    async fn dispatch(&self, command: AnyCommand) -> CommandResult {
        macro_rules! to_its_handler {
            ($($name:ident = $wire:literal,)*) => {
                match command {
                    $(
                        AnyCommand::$name(command) => {
                            self.carry_out(command).await.map(AnyReply::to::<commands::$name>)
                        }
                    )*
                }
            };
        }
        every_command!(to_its_handler)
    }

    async fn carry_out<C: Command>(&self, command: C) -> Result<C::Reply, Refusal>
    where
        Self: Handler<C>,
    {
        self.allow(self.needs(&command).await)?;
        let by = &*self.monitor.shared().user().await;
        self.handle(command, by).await
    }
}

/// What answers says something else than what was asked for.
pub(crate) fn another_version() -> Refusal {
    Refusal::of(ErrorCode::Internal, text!("refused-another-version"))
}

// By value, so that it stands in `map_err` as it is.
#[allow(clippy::needless_pass_by_value)]
fn stored(error: StoreError) -> Refusal {
    store_refused(&error)
}
