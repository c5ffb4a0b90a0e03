//! What components hold to get something done: commands go out, their outcome is told, the page is asked to look again.

use captrack_contract::commands::Command;
use captrack_contract::{EditId, EditUndone, Refusal, TextFile, WindowCommand, commands};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::desk;
use crate::desk::notices::{NoticesAction, PageNotices, StepOutcome, WayBack};
use crate::desk::undo;
use crate::words::text::{args, say_with};

/// A component's way to the desk. It never changes, so that holding it costs no drawing.
#[derive(Clone)]
pub struct DeskLink {
    notices: UseReducerDispatcher<PageNotices>,
    look_again: Callback<()>,
}

impl PartialEq for DeskLink {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl DeskLink {
    /// A link whose commands end with `look_again`.
    pub const fn new(notices: UseReducerDispatcher<PageNotices>, look_again: Callback<()>) -> Self {
        Self { notices, look_again }
    }

    /// Has a command carried out; a refusal is told.
    pub fn ask<C: Command<Reply = ()> + 'static>(&self, command: C) {
        self.ask_then(command, |()| {});
    }

    /// Has a command carried out, and goes on with its reply; a refusal is told.
    pub fn ask_then<C: Command + 'static>(&self, command: C, then: impl FnOnce(C::Reply) + 'static) {
        let link = self.clone();
        self.settle(command, move |answer| match answer {
            Ok(reply) => then(reply),
            Err(refusal) => link.refused(&refusal),
        });
    }

    /// Has a change made, and tells so with the way back; a refusal is told.
    pub fn change<C: Command + 'static>(&self, command: C, text: AttrValue) {
        let link = self.clone();
        self.settle_edit(command, move |answer| match answer {
            Ok((_, edit)) => link.done_with_undo(text, edit),
            Err(refusal) => link.refused(&refusal),
        });
    }

    /// Undoes a change, the newest without a number, and tells what that came to.
    pub fn undo(&self, edit: Option<EditId>) {
        let link = self.clone();
        self.ask_then(commands::UndoEdit { edit }, move |undone: EditUndone| link.done(undo::words(&undone)));
    }

    /// Has a command carried out, and goes on with what became of it; telling it is up to `then`.
    pub fn settle<C: Command + 'static>(&self, command: C, then: impl FnOnce(Result<C::Reply, Refusal>) + 'static) {
        self.settle_edit(command, |answer| then(answer.map(|(reply, _)| reply)));
    }

    /// The same, with the change that can be undone, if the command made one.
    pub fn settle_edit<C: Command + 'static>(
        &self,
        command: C,
        then: impl FnOnce(Result<(C::Reply, Option<EditId>), Refusal>) + 'static,
    ) {
        let look_again = self.look_again.clone();
        spawn_local(async move {
            let answer = desk::ask_edit(command).await;
            look_again.emit(());
            then(answer);
        });
    }

    /// Asks for something that changes nothing, and goes on with the reply; a refusal is told.
    pub fn look_up<C: Command + 'static>(&self, question: C, then: impl FnOnce(C::Reply) + 'static) {
        let link = self.clone();
        spawn_local(async move {
            match desk::ask(question).await {
                Ok(reply) => then(reply),
                Err(refusal) => link.refused(&refusal),
            }
        });
    }

    /// Asks the shell for a window or a page of help; a refusal is told.
    pub fn ask_window(&self, command: WindowCommand) {
        let link = self.clone();
        spawn_local(async move {
            if let Err(refusal) = desk::ask_window(&command).await {
                link.refused(&refusal);
            }
        });
    }

    /// Has the shell keep a file, and tells where it is.
    pub fn save_file(&self, file: TextFile) {
        let link = self.clone();
        spawn_local(async move {
            match desk::save_file(file).await {
                Ok(path) => link.done(say_with("file-saved", &args!("path" => path))),
                Err(refusal) => link.refused(&refusal),
            }
        });
    }

    /// Tells that something worked.
    pub fn done(&self, text: AttrValue) {
        self.tell(StepOutcome::Done, text, None);
    }

    /// Tells that something worked, with the way back where there is one.
    pub fn done_with_undo(&self, text: AttrValue, undo: Option<EditId>) {
        self.tell(StepOutcome::Done, text, undo.map(WayBack::Edit));
    }

    /// Tells that something worked that only the page knows of, with the way back.
    pub fn done_in_page(&self, text: AttrValue, undo: Callback<()>) {
        self.tell(StepOutcome::Done, text, Some(WayBack::Page(undo)));
    }

    /// Tells that something did not work.
    pub fn failed(&self, text: AttrValue) {
        self.tell(StepOutcome::Refused, text, None);
    }

    /// Tells why something was refused.
    pub fn refused(&self, refusal: &Refusal) {
        self.tell(StepOutcome::Refused, refusal.said().into(), None);
    }

    fn tell(&self, outcome: StepOutcome, text: AttrValue, undo: Option<WayBack>) {
        self.notices.dispatch(NoticesAction::Tell { outcome, text, undo });
    }
}

/// The link of the page that a component is on.
///
/// # Panics
/// Outside a page; every page provides one.
#[hook]
pub fn use_link() -> DeskLink {
    use_context::<DeskLink>().expect("every page provides a link around its components")
}

/// A link of a page's own.
#[hook]
pub fn use_own_link(notices: &UseReducerDispatcher<PageNotices>, look_again: &Callback<()>) -> DeskLink {
    let (notices, look_again) = (notices.clone(), look_again.clone());
    (*use_memo((), move |()| DeskLink::new(notices, look_again))).clone()
}
