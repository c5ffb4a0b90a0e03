use captrack_contract::{
    ActivityQuery, CardKey, Command, Confidential, ErrorCode, PilotRef, Right, Rights, SnoozeLength,
};
use captrack_domain::ids::{GroupId, PilotId};
use captrack_domain::policy::Policy;
use captrack_domain::preferences::{Preferences, Theme};
use captrack_domain::relay_options::RelayOptions;
use captrack_domain::webhook_name::WebhookName;

use super::{Need, needs};
use crate::testing::desk;

fn kara() -> PilotRef {
    PilotRef::Id(PilotId(2_112_000_001))
}

/// Every command there is, with what it takes.
fn every_command() -> Vec<(Command, Option<Need>)> {
    let (pilots, mains) = (vec![kara()], vec![kara()]);
    let webhook = WebhookName::Critical;
    let (policy, preferences) = (Policy::default(), Preferences::default());
    let query = ActivityQuery::default();
    let administer = Some(Need::Administer);
    let snooze = Some(Need::Snooze);
    vec![
        (Command::Snapshot, None),
        (Command::Status, None),
        (Command::Overview, None),
        (Command::Check, None),
        (Command::CheckNow, None),
        (Command::SetPaused { paused: true }, administer),
        (Command::Snooze { pilots: pilots.clone(), length: SnoozeLength::UntilCleared, why: None }, snooze),
        (Command::ClearSnooze { pilots: pilots.clone() }, snooze),
        (Command::PutSnoozes { snoozes: vec![] }, snooze),
        (Command::SnoozeReach { pilots: pilots.clone(), from: None }, None),
        (Command::Acknowledge { mains: mains.clone(), why: None }, snooze),
        (Command::ClearAcknowledgement { mains }, snooze),
        (Command::Pilots { search: String::new() }, None),
        (Command::SetMain { pilots, main: None }, administer),
        (Command::ExportMains, None),
        (Command::ImportMains { csv: String::new(), apply: false }, None),
        (Command::ImportMains { csv: String::new(), apply: true }, administer),
        (Command::BeginSignIn, None),
        (Command::FinishSignIn, None),
        (Command::CancelSignIn, None),
        (Command::SignOut { pilot: kara() }, None),
        (Command::ConnectAuth { address: String::new(), token: Confidential(String::new()) }, None),
        (Command::BeginAuthSignIn { address: String::new() }, None),
        (Command::FinishAuthSignIn { answer: Confidential(String::new()) }, None),
        (Command::CancelAuthSignIn, None),
        (Command::DisconnectAuth, None),
        (Command::PublishPolicy { publish: true }, administer),
        (Command::SetWebhook { webhook, url: Confidential(String::new()) }, administer),
        (Command::ClearWebhook { webhook }, administer),
        (Command::TestWebhook { webhook }, administer),
        (Command::SetRelay { on: true }, administer),
        (Command::Discord, None),
        (Command::SaveRelayOptions { options: RelayOptions::default() }, administer),
        (Command::RetryUndeliverable { rows: vec![1] }, administer),
        (Command::DiscardUndeliverable { rows: vec![1] }, administer),
        (Command::Settings, None),
        (Command::SavePolicy { policy: policy.clone() }, administer),
        (Command::PreviewPolicy { policy }, None),
        (Command::ExportConfig, None),
        (Command::ImportConfig { toml: String::new(), apply: false }, None),
        (Command::ImportConfig { toml: String::new(), apply: true }, administer),
        (Command::FindPlaces { text: String::new() }, None),
        (Command::FindGroup { group: GroupId(30) }, None),
        (Command::Activity { query: query.clone() }, None),
        (Command::ExportActivity { query }, None),
        (Command::SetClientId { client_id: String::new() }, None),
        (Command::SavePreferences { preferences }, Some(Need::AdministerWhatNotifies)),
        (Command::SetCollapsed { card: CardKey::Main(PilotId(1)), collapsed: true }, None),
    ]
}

/// The name of a command as it crosses.
fn name(command: &Command) -> String {
    serde_json::to_value(command).unwrap()["command"].as_str().unwrap().to_owned()
}

#[test]
fn every_command_takes_what_it_says() {
    let commands = every_command();
    for (command, need) in &commands {
        assert_eq!(needs(command), *need, "{}", name(command));
    }
    // A command that is missing in the list would be missing here too: the names come from the source.
    let source = include_str!("../../../captrack-contract/src/command.rs");
    let declared = source.split("pub enum Command {").nth(1).unwrap();
    let is_variant =
        |line: &&str| line.starts_with("    ") && line.as_bytes().get(4).is_some_and(u8::is_ascii_uppercase);
    let declared = declared.lines().take_while(|line| *line != "}").filter(is_variant).count();
    let mut listed: Vec<String> = commands.iter().map(|(command, _)| name(command)).collect();
    listed.dedup();
    assert_eq!(listed.len(), declared);
}

fn withheld() -> Rights {
    Rights {
        administer: Right::Withheld("Ask an admin of your AllianceAuth to change this.".to_owned()),
        snooze: Right::Withheld("Your token does not allow snoozing: ask an admin for it.".to_owned()),
    }
}

#[tokio::test]
async fn what_is_withheld_is_refused_with_its_own_sentence_and_nothing_else_is() {
    let (desk, _folder) = desk().await;
    desk.set_rights(withheld()).await;
    for (command, need) in every_command() {
        let told = name(&command);
        // Preferences that change nothing about notifications are looks.
        let is_refused = matches!(need, Some(Need::Administer | Need::Snooze));
        // Waiting for a sign-in that nobody begun is refused for that, and beginning one needs the network.
        if matches!(command, Command::BeginSignIn) {
            continue;
        }
        let answer = desk.execute(command).await;
        let code = answer.as_ref().err().map(|refusal| refusal.code);
        assert_eq!(code == Some(ErrorCode::NotAllowed), is_refused, "{told}: {answer:?}");
        if let (Some(need), Err(refusal)) = (need, answer) {
            let word = if need == Need::Snooze { "snoozing" } else { "admin" };
            assert!(refusal.sentence.contains(word), "{told}: {refusal}");
        }
    }
}

#[tokio::test]
async fn without_the_right_to_administer_looks_may_change_and_notifications_may_not() {
    let (desk, _folder) = desk().await;
    desk.set_rights(withheld()).await;
    let dark = Preferences { theme: Theme::Dark, ..Preferences::default() };
    desk.execute(Command::SavePreferences { preferences: dark.clone() }).await.unwrap();
    let loud = Preferences { notify_alerting: true, ..dark };
    let refusal = desk.execute(Command::SavePreferences { preferences: loud.clone() }).await.unwrap_err();
    assert_eq!(refusal.code, ErrorCode::NotAllowed);
    desk.set_rights(Rights::default()).await;
    desk.execute(Command::SavePreferences { preferences: loud }).await.unwrap();
}

#[tokio::test]
async fn the_local_user_may_do_everything_and_is_told_so() {
    let (desk, _folder) = desk().await;
    assert_eq!(desk.rights(), Rights::default());
    assert_eq!(desk.status().await.unwrap().rights, Rights::default());
    desk.set_rights(withheld()).await;
    assert_eq!(desk.status().await.unwrap().rights, withheld());
}
