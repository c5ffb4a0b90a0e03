//! How replies cross. This is the only place that knows which reply is which on the wire: everybody else has the type that its command names.

use serde::{Deserialize, Serialize};

use crate::activity::ActivityPage;
use crate::auth::{AuthConnected, AuthDisconnected, ReadAsked};
use crate::check_verdict::CheckVerdict;
use crate::commands::HasReply;
use crate::overview::Overview;
use crate::pilots::{MainsImport, PilotsView};
use crate::previews::{NamedPlace, Preview, SettingsImport, TextFile};
use crate::relay::{DiscordView, WebhookTested};
use crate::settings::{NamedGroup, SettingsView};
use crate::sign_in::{SignInStarted, SignedIn, SignedOut};
use crate::snapshot::Snapshot;
use crate::snooze_effect::{SnoozeReach, SnoozesChanged, SnoozesPut};
use crate::status::DeskStatus;
use crate::trail::Trail;
use crate::undo::{EditId, EditUndone, UndoableEdit};

/// The reply to any command, as it crosses.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AnyReply(Wire);

impl AnyReply {
    /// The reply to a command.
    pub fn to<C: HasReply>(reply: C::Reply) -> Self {
        reply.into_any()
    }

    /// The same as the type that the command names; none: it answers another command, as another version may.
    pub fn read<C: HasReply>(self) -> Option<C::Reply> {
        self.read_edit::<C>().map(|(reply, _)| reply)
    }

    /// With the change that the command made. Only for windows of the same program: others know no such reply.
    #[must_use]
    pub fn with_edit(self, edit: Option<EditId>) -> Self {
        match edit {
            Some(edit) => Self(Wire::Edited { edit, reply: Box::new(self.0) }),
            None => self,
        }
    }

    /// As the type that the command names, and the change that can be undone, if the command made one.
    pub fn read_edit<C: HasReply>(self) -> Option<(C::Reply, Option<EditId>)> {
        match self.0 {
            Wire::Edited { edit, reply } => Some((C::Reply::from_any(Self(*reply))?, Some(edit))),
            reply => Some((C::Reply::from_any(Self(reply))?, None)),
        }
    }
}

/// What commands give back.
pub trait ReplyValue: sealed::OnTheWire {}

impl<R: sealed::OnTheWire> ReplyValue for R {}

mod sealed {
    /// Only what stands on the wire is a reply.
    pub trait OnTheWire: Sized {
        fn into_any(self) -> super::AnyReply;
        fn from_any(reply: super::AnyReply) -> Option<Self>;
    }
}

use sealed::OnTheWire;

/// The wire's names of replies. What is large is boxed, so that the others stay small.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "reply", content = "value")]
enum Wire {
    Done,
    Snapshot(Box<Snapshot>),
    Status(Box<DeskStatus>),
    Overview(Box<Overview>),
    Checked(CheckVerdict),
    SnoozesChanged(SnoozesChanged),
    SnoozesPut(SnoozesPut),
    SnoozeReach(SnoozeReach),
    SignInStarted(SignInStarted),
    SignedIn(SignedIn),
    SignedOut(SignedOut),
    AuthConnected(AuthConnected),
    AuthDisconnected(AuthDisconnected),
    ReadAsked(ReadAsked),
    WebhookTested(WebhookTested),
    Discord(Box<DiscordView>),
    Settings(Box<SettingsView>),
    Pilots(Box<PilotsView>),
    MainsImport(MainsImport),
    Preview(Box<Preview>),
    SettingsImport(Box<SettingsImport>),
    File(TextFile),
    Places(Vec<NamedPlace>),
    Group(NamedGroup),
    Activity(ActivityPage),
    Trail(Box<Trail>),
    Edits(Vec<UndoableEdit>),
    Undone(EditUndone),
    /// Another reply, and the change that its command made.
    Edited {
        edit: EditId,
        reply: Box<Wire>,
    },
}

impl OnTheWire for () {
    fn into_any(self) -> AnyReply {
        AnyReply(Wire::Done)
    }

    fn from_any(reply: AnyReply) -> Option<Self> {
        matches!(reply.0, Wire::Done).then_some(())
    }
}

macro_rules! on_the_wire {
    (boxed { $($boxed:ident = $boxed_type:ty,)* } plain { $($plain:ident = $plain_type:ty,)* }) => {
        $(
            impl OnTheWire for $boxed_type {
                fn into_any(self) -> AnyReply {
                    AnyReply(Wire::$boxed(Box::new(self)))
                }

                fn from_any(reply: AnyReply) -> Option<Self> {
                    if let Wire::$boxed(reply) = reply.0 { Some(*reply) } else { None }
                }
            }
        )*
        $(
            impl OnTheWire for $plain_type {
                fn into_any(self) -> AnyReply {
                    AnyReply(Wire::$plain(self))
                }

                fn from_any(reply: AnyReply) -> Option<Self> {
                    if let Wire::$plain(reply) = reply.0 { Some(reply) } else { None }
                }
            }
        )*
    };
}

on_the_wire! {
    boxed {
        Snapshot = Snapshot,
        Status = DeskStatus,
        Overview = Overview,
        Discord = DiscordView,
        Settings = SettingsView,
        Pilots = PilotsView,
        Preview = Preview,
        SettingsImport = SettingsImport,
        Trail = Trail,
    }
    plain {
        Checked = CheckVerdict,
        SnoozesChanged = SnoozesChanged,
        SnoozesPut = SnoozesPut,
        SnoozeReach = SnoozeReach,
        SignInStarted = SignInStarted,
        SignedIn = SignedIn,
        SignedOut = SignedOut,
        AuthConnected = AuthConnected,
        AuthDisconnected = AuthDisconnected,
        ReadAsked = ReadAsked,
        WebhookTested = WebhookTested,
        MainsImport = MainsImport,
        File = TextFile,
        Places = Vec<NamedPlace>,
        Group = NamedGroup,
        Activity = ActivityPage,
        Edits = Vec<UndoableEdit>,
        Undone = EditUndone,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands;

    #[test]
    fn a_reply_is_read_as_what_its_command_names_and_as_nothing_else() {
        let reply = AnyReply::to::<commands::Check>(CheckVerdict::Critical);
        assert_eq!(reply.clone().read::<commands::CheckNow>(), Some(CheckVerdict::Critical));
        assert_eq!(reply.clone().read::<commands::SetPaused>(), None, "a reply with a value is not a done one");
        assert_eq!(reply.read::<commands::Activity>(), None);
        assert_eq!(AnyReply::to::<commands::SetRelay>(()).read::<commands::SetPaused>(), Some(()));
        let edited = AnyReply::to::<commands::SetPaused>(()).with_edit(Some(EditId(7)));
        assert_eq!(edited.clone().read_edit::<commands::SetPaused>(), Some(((), Some(EditId(7)))));
        assert_eq!(edited.clone().read::<commands::SetPaused>(), Some(()));
        assert_eq!(edited.read::<commands::Check>(), None);
    }
}
