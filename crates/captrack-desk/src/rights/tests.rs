use captrack_contract::{
    ActivityQuery, AnyCommand, CardKey, Confidential, ErrorCode, PilotRef, Right, Rights, SnoozeLength, commands,
    every_command,
};
use captrack_domain::ids::{GroupId, PilotId};
use captrack_domain::policy::Policy;
use captrack_domain::preferences::{Preferences, Theme};
use captrack_domain::relay_options::RelayOptions;
use captrack_domain::text::Text;
use captrack_domain::webhook_name::WebhookName;

use super::RequiredRight;
use crate::desk::Desk;
use crate::handlers::Handler;
use crate::testing::desk;

fn kara() -> PilotRef {
    PilotRef::Id(PilotId(2_112_000_001))
}

/// Every command there is, with what it takes.
fn all_commands() -> Vec<(AnyCommand, Option<RequiredRight>)> {
    let (pilots, mains) = (vec![kara()], vec![kara()]);
    let webhook = WebhookName::Critical;
    let (policy, preferences) = (Policy::default(), Preferences::default());
    let loud = Preferences { notify_alerting: true, ..Preferences::default() };
    let query = ActivityQuery::default();
    let administer = Some(RequiredRight::Administer);
    let snooze = Some(RequiredRight::Snooze);
    vec![
        (commands::Snapshot.into(), None),
        (commands::Status.into(), None),
        (commands::Overview.into(), None),
        (commands::Check.into(), None),
        (commands::CheckNow.into(), None),
        (commands::SetPaused { paused: true, seconds: None }.into(), administer),
        (commands::Snooze { pilots: pilots.clone(), length: SnoozeLength::UntilCleared, why: None }.into(), snooze),
        (commands::ClearSnooze { pilots: pilots.clone() }.into(), snooze),
        (commands::PutSnoozes { snoozes: vec![] }.into(), snooze),
        (commands::SnoozeReach { pilots: pilots.clone(), from: None }.into(), None),
        (commands::Acknowledge { mains: mains.clone(), why: None }.into(), snooze),
        (commands::ClearAcknowledgement { mains }.into(), snooze),
        (commands::Edits.into(), None),
        (commands::UndoEdit { edit: None }.into(), None),
        (commands::Pilots { search: String::new() }.into(), None),
        (commands::SetMain { pilots, main: None }.into(), administer),
        (commands::ExportMains.into(), None),
        (commands::ImportMains { csv: String::new(), apply: false }.into(), None),
        (commands::ImportMains { csv: String::new(), apply: true }.into(), administer),
        (commands::BeginSignIn.into(), None),
        (commands::FinishSignIn.into(), None),
        (commands::CancelSignIn.into(), None),
        (commands::SignOut { pilot: kara() }.into(), None),
        (commands::ConnectAuth { address: String::new(), token: Confidential(String::new()) }.into(), None),
        (commands::BeginAuthSignIn { address: String::new() }.into(), None),
        (commands::FinishAuthSignIn { answer: Confidential(String::new()) }.into(), None),
        (commands::CancelAuthSignIn.into(), None),
        (commands::DisconnectAuth.into(), None),
        (commands::PublishPolicy { publish: true }.into(), administer),
        (commands::ReadNow { pilots: vec![kara()] }.into(), None),
        (commands::SetWebhook { webhook, url: Confidential(String::new()) }.into(), administer),
        (commands::ClearWebhook { webhook }.into(), administer),
        (commands::TestWebhook { webhook }.into(), administer),
        (commands::SetRelay { on: true }.into(), administer),
        (commands::Discord.into(), None),
        (commands::SaveRelayOptions { options: RelayOptions::default() }.into(), administer),
        (commands::RetryUndeliverable { rows: vec![1] }.into(), administer),
        (commands::DiscardUndeliverable { rows: vec![1] }.into(), administer),
        (commands::Settings.into(), None),
        (commands::SavePolicy { policy: policy.clone() }.into(), administer),
        (commands::PreviewPolicy { policy }.into(), None),
        (commands::ExportConfig.into(), None),
        (commands::ImportConfig { toml: String::new(), apply: false }.into(), None),
        (commands::ImportConfig { toml: String::new(), apply: true }.into(), administer),
        (commands::FindPlaces { text: String::new() }.into(), None),
        (commands::FindGroup { group: GroupId(30) }.into(), None),
        (commands::Activity { query: query.clone() }.into(), None),
        (commands::ExportActivity { query }.into(), None),
        (commands::Trail { of: String::new(), since: None }.into(), None),
        (commands::SetClientId { client_id: String::new(), callback_port: None }.into(), None),
        (commands::SavePreferences { preferences }.into(), None),
        (commands::SavePreferences { preferences: loud }.into(), administer),
        (commands::MarkSeen { ago: 0 }.into(), None),
        (commands::SetCollapsed { card: CardKey::Main(PilotId(1)), collapsed: true }.into(), None),
    ]
}

/// What a command takes at a desk.
async fn needs(desk: &Desk, command: &AnyCommand) -> Option<RequiredRight> {
    macro_rules! asked {
        ($($name:ident = $wire:literal,)*) => {
            match command {
                $(AnyCommand::$name(command) => Handler::<commands::$name>::needs(desk, command).await,)*
            }
        };
    }
    every_command!(asked)
}

#[tokio::test]
async fn every_command_takes_what_it_says() {
    let (desk, _folder) = desk().await;
    let commands = all_commands();
    for (command, need) in &commands {
        assert_eq!(needs(&desk, command).await, *need, "{}", command.name());
    }
    let mut listed: Vec<&str> = commands.iter().map(|(command, _)| command.name()).collect();
    listed.dedup();
    assert_eq!(listed, AnyCommand::NAMES);
}

fn withheld() -> Rights {
    Rights {
        administer: Right::Withheld(Text::said("Ask an admin of your AllianceAuth to change this.")),
        snooze: Right::Withheld(Text::said("Your token does not allow snoozing: ask an admin for it.")),
    }
}

#[tokio::test]
async fn what_is_withheld_is_refused_with_its_own_sentence_and_nothing_else_is() {
    let (desk, _folder) = desk().await;
    desk.set_rights(withheld()).await;
    for (command, need) in all_commands() {
        let told = command.name();
        // Waiting for a sign-in that nobody begun is refused for that, and beginning one needs the network.
        if matches!(command, AnyCommand::BeginSignIn(_)) {
            continue;
        }
        let answer = desk.answer(command).await;
        let code = answer.as_ref().err().map(|refusal| refusal.code);
        assert_eq!(code == Some(ErrorCode::NotAllowed), need.is_some(), "{told}: {answer:?}");
        if let (Some(need), Err(refusal)) = (need, answer) {
            let word = if need == RequiredRight::Snooze { "snoozing" } else { "admin" };
            assert!(refusal.sentence.contains(word), "{told}: {refusal}");
        }
    }
}

#[tokio::test]
async fn without_the_right_to_administer_looks_may_change_and_notifications_may_not() {
    let (desk, _folder) = desk().await;
    desk.set_rights(withheld()).await;
    let dark = Preferences { theme: Theme::Dark, ..Preferences::default() };
    desk.ask(commands::SavePreferences { preferences: dark.clone() }).await.unwrap();
    let loud = Preferences { notify_alerting: true, ..dark };
    let refusal = desk.ask(commands::SavePreferences { preferences: loud.clone() }).await.unwrap_err();
    assert_eq!(refusal.code, ErrorCode::NotAllowed);
    desk.set_rights(Rights::default()).await;
    desk.ask(commands::SavePreferences { preferences: loud }).await.unwrap();
}

#[tokio::test]
async fn the_local_user_may_do_everything_and_is_told_so() {
    let (desk, _folder) = desk().await;
    assert_eq!(desk.rights(), Rights::default());
    assert_eq!(desk.status().await.unwrap().rights, Rights::default());
    desk.set_rights(withheld()).await;
    assert_eq!(desk.status().await.unwrap().rights, withheld());
}

#[tokio::test]
async fn an_undo_takes_what_the_change_took() {
    let (desk, _folder) = desk().await;
    desk.ask(commands::SetPaused { paused: true, seconds: None }).await.unwrap();
    let dark = Preferences { theme: Theme::Dark, ..Preferences::default() };
    desk.ask(commands::SavePreferences { preferences: dark }).await.unwrap();
    desk.set_rights(withheld()).await;
    desk.ask(commands::UndoEdit { edit: None }).await.unwrap();
    let refusal = desk.ask(commands::UndoEdit { edit: None }).await.unwrap_err();
    assert_eq!(refusal.code, ErrorCode::NotAllowed, "monitoring is not theirs to resume");
    desk.set_rights(Rights::default()).await;
    let undone = desk.ask(commands::UndoEdit { edit: None }).await.unwrap();
    assert_eq!((undone.words, undone.changed_since), (captrack_domain::text!("undo-paused"), vec![]));
    assert_eq!(desk.ask(commands::Edits).await.unwrap(), vec![]);
}
