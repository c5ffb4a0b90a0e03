//! A store that fails at each write of an edit: memory, keyring and screen are as they were, and the edit succeeds later.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;

use captrack_contract::{
    ActivityQuery, AnyCommand, CardKey, Confidential, DiscordView, EditId, PilotRef, Refusal, SnoozeLength,
    SnoozeRestore, commands, every_command,
};
use captrack_domain::activity::ActivityKind;
use captrack_domain::class::HullClass;
use captrack_domain::ids::{GroupId, ItemId, PilotId};
use captrack_domain::policy::{ClassMode, Policy};
use captrack_domain::preferences::Preferences;
use captrack_domain::reading::{ActiveShip, Reading};
use captrack_domain::relay_options::RelayOptions;
use captrack_domain::snooze::Snooze;
use captrack_domain::text::Text;
use captrack_domain::webhook_name::WebhookName;
use captrack_monitor::{Monitor, undoable};
use captrack_ports::{DeliveryVerdict, Secret, Secrets, ShipGroup};
use captrack_store::settings;
use captrack_testing::eden::{AVATAR, JITA, MONITOR, ORAN};
use jiff::Timestamp;

use crate::auth_server::{Auth, address, beside, member, stored};
use crate::stage::{DESK, KARA, MIRA, Stage, at, in_jita, owned_titans, titan};

const TOKEN: &str = "allianceauth/token";
const FLAG_CRUISERS: GroupId = GroupId(1972);

/// How it is shown of a command that it changes all that it is to change, or nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    /// It changes nothing which is written, or nothing but what was read.
    ChangesNothing,
    /// Its only write is another's, or it ends before anything is written.
    BeginsOnly,
    /// By a test of its own, here or where its parts are: in the pipeline, where one signs in, and in the desk.
    ByItsOwnTest,
    /// By being made to fail at each of its statements.
    ByFailing,
}

/// A command without this does not compile.
trait AllOrNothing {
    const SHOWN: Shown;
}

macro_rules! shown {
    ($how:ident: $($command:ident),* $(,)?) => {
        $(impl AllOrNothing for commands::$command {
            const SHOWN: Shown = Shown::$how;
        })*
    };
}

shown!(
    ChangesNothing:
    Snapshot, Status, Overview, Check, CheckNow, SnoozeReach, Pilots, ExportMains, Discord, Settings, PreviewPolicy,
    ExportConfig, FindPlaces, FindGroup, Activity, ExportActivity, Trail, Edits,
);
shown!(BeginsOnly: BeginSignIn, CancelSignIn, BeginAuthSignIn, CancelAuthSignIn, ReadNow);
shown!(ByItsOwnTest: ConnectAuth, FinishAuthSignIn, FinishSignIn, SetClientId);
shown!(
    ByFailing:
    SetPaused, Snooze, ClearSnooze, PutSnoozes, UndoEdit, Acknowledge, ClearAcknowledgement, SetMain, ImportMains, SignOut,
    DisconnectAuth, PublishPolicy, SetWebhook, ClearWebhook, TestWebhook, SetRelay, SaveRelayOptions,
    RetryUndeliverable, DiscardUndeliverable, SavePolicy, ImportConfig, SavePreferences, MarkSeen, SetCollapsed,
);

macro_rules! how_it_is_shown {
    ($($command:ident = $wire:literal,)*) => {
        [$((<commands::$command as AllOrNothing>::SHOWN, $wire)),*]
    };
}

/// As a desk carries it out.
async fn carry_out(monitor: &Monitor, command: AnyCommand) -> Result<(), Refusal> {
    match command {
        AnyCommand::SetPaused(commands::SetPaused { paused: true, seconds }) => {
            monitor.edit().pause(seconds, DESK).await
        }
        AnyCommand::SetPaused(commands::SetPaused { paused: false, .. }) => monitor.edit().resume(DESK).await,
        AnyCommand::Snooze(commands::Snooze { pilots, length, why }) => {
            monitor.edit().snooze(&pilots, length, DESK, why).await.map(drop)
        }
        AnyCommand::ClearSnooze(commands::ClearSnooze { pilots }) => {
            monitor.edit().clear_snooze(&pilots, DESK).await.map(drop)
        }
        AnyCommand::PutSnoozes(commands::PutSnoozes { snoozes }) => {
            monitor.edit().put_snoozes(snoozes, DESK).await.map(drop)
        }
        AnyCommand::UndoEdit(commands::UndoEdit { edit }) => monitor.edit().undo(edit, DESK).await.map(drop),
        AnyCommand::Acknowledge(commands::Acknowledge { mains, why }) => {
            monitor.edit().acknowledge(&mains, why, DESK).await
        }
        AnyCommand::ClearAcknowledgement(commands::ClearAcknowledgement { mains }) => {
            monitor.edit().clear_acknowledgement(&mains, DESK).await
        }
        AnyCommand::SetMain(commands::SetMain { pilots, main }) => {
            monitor.edit().set_main(&pilots, main.as_ref(), DESK).await
        }
        AnyCommand::ImportMains(commands::ImportMains { csv, apply }) => {
            monitor.edit().import_mains(&csv, apply, DESK).await.map(drop)
        }
        AnyCommand::SignOut(commands::SignOut { pilot }) => monitor.edit().forget_pilot(&pilot, DESK).await.map(drop),
        AnyCommand::DisconnectAuth(_) => monitor.edit().disconnect_auth(DESK).await.map(drop),
        AnyCommand::PublishPolicy(commands::PublishPolicy { publish }) => {
            monitor.edit().publish_policy(publish, DESK).await
        }
        AnyCommand::SetWebhook(commands::SetWebhook { webhook, url }) => {
            monitor.edit().set_webhook(webhook, &Secret::new(url.0), DESK).await
        }
        AnyCommand::ClearWebhook(commands::ClearWebhook { webhook }) => {
            monitor.edit().clear_webhook(webhook, DESK).await
        }
        AnyCommand::TestWebhook(commands::TestWebhook { webhook }) => {
            monitor.edit().test_webhook(webhook).await.map(drop)
        }
        AnyCommand::SetRelay(commands::SetRelay { on }) => monitor.edit().set_relay(on, DESK).await,
        AnyCommand::SaveRelayOptions(commands::SaveRelayOptions { options }) => {
            monitor.edit().save_relay_options(options, DESK).await
        }
        AnyCommand::RetryUndeliverable(commands::RetryUndeliverable { rows }) => {
            monitor.edit().retry_undeliverable(&rows, DESK).await
        }
        AnyCommand::DiscardUndeliverable(commands::DiscardUndeliverable { rows }) => {
            monitor.edit().discard_undeliverable(&rows, DESK).await
        }
        AnyCommand::SavePolicy(commands::SavePolicy { policy }) => monitor.edit().save_policy(policy, DESK).await,
        AnyCommand::ImportConfig(commands::ImportConfig { toml, apply }) => {
            monitor.edit().import_config(&toml, apply, DESK).await.map(drop)
        }
        AnyCommand::SavePreferences(commands::SavePreferences { preferences }) => {
            monitor.edit().save_preferences(preferences, DESK).await
        }
        AnyCommand::MarkSeen(commands::MarkSeen { ago }) => {
            monitor.edit().mark_seen(Duration::from_secs(ago.into())).await
        }
        AnyCommand::SetCollapsed(commands::SetCollapsed { card, collapsed }) => {
            monitor.edit().set_collapsed(card, collapsed).await
        }
        other => panic!("{} is proven elsewhere", other.name()),
    }
}

fn kara() -> Vec<PilotRef> {
    vec![PilotRef::Id(KARA)]
}

fn mira() -> Vec<PilotRef> {
    vec![PilotRef::Id(MIRA)]
}

fn tracked_titans() -> Policy {
    let mut policy = Policy::default();
    policy.classes.get_mut(&HullClass::Titan).unwrap().mode = ClassMode::TrackOnly;
    policy
}

fn silencing() -> Vec<AnyCommand> {
    let before = Snooze { pilot: KARA, since: at(100), until: None, by: "Fleet Leader".to_owned(), why: None };
    let length = SnoozeLength::Seconds(3600);
    vec![
        commands::Snooze { pilots: kara(), length, why: Some("moving".to_owned()) }.into(),
        commands::ClearSnooze { pilots: mira() }.into(),
        commands::PutSnoozes { snoozes: vec![SnoozeRestore { pilot: KARA, put: Some(before), over: None }] }.into(),
        commands::Acknowledge { mains: kara(), why: Some("seen".to_owned()) }.into(),
        commands::ClearAcknowledgement { mains: kara() }.into(),
        commands::UndoEdit { edit: None }.into(),
        commands::UndoEdit { edit: Some(EditId(1)) }.into(),
    ]
}

fn ruling() -> Vec<AnyCommand> {
    let toml = "monitoring = false\n[classes]\ntitan = { mode = \"track_only\" }\n".to_owned();
    vec![
        commands::SetMain { pilots: mira(), main: Some(PilotRef::Id(KARA)) }.into(),
        commands::ImportMains { csv: format!("pilot_id,main_id\n{MIRA},{KARA}\n"), apply: true }.into(),
        commands::SavePolicy { policy: tracked_titans() }.into(),
        commands::SavePreferences { preferences: Preferences { sound: false, ..Preferences::default() } }.into(),
        commands::SetPaused { paused: true, seconds: None }.into(),
        commands::ImportConfig { toml, apply: true }.into(),
        commands::MarkSeen { ago: 0 }.into(),
        commands::SetCollapsed { card: CardKey::Main(KARA), collapsed: true }.into(),
    ]
}

fn relaying() -> Vec<AnyCommand> {
    let webhook = WebhookName::Critical;
    let url = Confidential("https://discord.com/api/webhooks/3/other".to_owned());
    vec![
        commands::SetRelay { on: false }.into(),
        commands::SaveRelayOptions { options: RelayOptions { post_resolved: true, ..RelayOptions::default() } }.into(),
        commands::SetWebhook { webhook, url }.into(),
        commands::ClearWebhook { webhook }.into(),
        commands::TestWebhook { webhook: WebhookName::Standard }.into(),
    ]
}

fn undeliverable() -> Vec<AnyCommand> {
    let rows: Vec<i64> = (1..100).collect();
    vec![commands::RetryUndeliverable { rows: rows.clone() }.into(), commands::DiscardUndeliverable { rows }.into()]
}

fn leaving() -> Vec<AnyCommand> {
    vec![commands::SignOut { pilot: PilotRef::Id(MIRA) }.into()]
}

/// With an AllianceAuth that names Mira, too.
fn beside_allianceauth() -> Vec<AnyCommand> {
    vec![commands::DisconnectAuth.into(), commands::PublishPolicy { publish: true }.into()]
}

#[test]
fn every_command_that_changes_something_is_made_to_fail() {
    let made_to_fail = [silencing(), ruling(), relaying(), undeliverable(), leaving(), beside_allianceauth()].concat();
    let made_to_fail: BTreeSet<&str> = made_to_fail.iter().map(AnyCommand::name).collect();
    let promised = every_command!(how_it_is_shown).into_iter().filter(|(how, _)| *how == Shown::ByFailing);
    let promised: BTreeSet<&str> = promised.map(|(_, wire)| wire).collect();
    assert_eq!(made_to_fail, promised, "each is to be in one of the lists above");
}

/// All that a person and the next start can see of a desk.
async fn all_of(stage: &Stage) -> String {
    let monitor = &stage.monitor;
    let mut seen = String::new();
    let snapshot = stage.snapshot().await;
    write!(seen, "{:#?}", snapshot.mains).unwrap();
    let watched = monitor.shared().store().pilots().await.unwrap();
    // EVE is asked about nobody else; a start lists the sections of everybody.
    let is_asked = |pilot: PilotId| watched.iter().any(|known| known.id == pilot && known.is_signed_in());
    let sections = snapshot.sections.iter().map(|section| (section.kind, section.subject));
    write!(seen, "{:#?}", sections.filter(|(_, pilot)| is_asked(*pilot)).collect::<Vec<_>>()).unwrap();
    write!(seen, "{:#?}{:#?}", monitor.views().policy().await, monitor.views().preferences().await).unwrap();
    let status = stage.status().await;
    write!(seen, "{:#?}{:#?}{:#?}", status.monitoring, status.relay_trouble, monitor.views().pilots().await).unwrap();
    let DiscordView { on, options, queues, .. } = monitor.views().discord_view().await.unwrap();
    write!(seen, "{on}{options:#?}").unwrap();
    for queue in queues {
        let waiting: Vec<_> = queue.next.iter().map(|row| (row.id, row.what.clone())).collect();
        write!(seen, "{:?}{:?}{waiting:#?}", queue.webhook, queue.masked_url).unwrap();
        write!(seen, "{:#?}{:#?}", queue.trouble, queue.undeliverable).unwrap();
    }
    for name in ["webhook/critical", "webhook/standard", "refresh/2112000002", TOKEN] {
        let secret = stage.world.secrets.get(name).await.unwrap();
        write!(seen, "{name}: {:?}", secret.map(|secret| secret.reveal().to_owned())).unwrap();
    }
    let auth = monitor.views().auth_view().await.map(|view| captrack_contract::AuthView { next_check: None, ..view });
    write!(seen, "{auth:#?}{:#?}", monitor.shared().rights()).unwrap();
    let store = monitor.shared().store();
    write!(seen, "{:#?}", store.alerts(at(-99_999)).await.unwrap()).unwrap();
    write!(seen, "{:#?}{:#?}", store.snoozes().await.unwrap(), store.acknowledgements().await.unwrap()).unwrap();
    write!(seen, "{:#?}{:#?}", store.pilots().await.unwrap(), store.hulls().await.unwrap()).unwrap();
    let page = monitor.views().activity(ActivityQuery::default()).await.unwrap();
    write!(seen, "{:#?}{:#?}", page.lines, store.closed_cards().await.unwrap()).unwrap();
    write!(seen, "{:?}", store.setting::<Timestamp>(settings::LOOKED_AT).await.unwrap()).unwrap();
    seen
}

/// The first lines in which two differ.
fn difference(before: &str, after: &str) -> String {
    let differing = before.lines().zip(after.lines()).filter(|(before, after)| before != after);
    differing.take(6).fold(String::new(), |all, (before, after)| format!("{all}\n- {before}\n+ {after}"))
}

/// Kara has a titan that alerts and is told, Mira a titan and a snooze, both webhooks are set.
async fn settle(stage: &Stage) {
    stage.monitor.edit().add_pilot(KARA, "Kara Volkov").await.unwrap();
    stage.cycle(0).await;
    for (webhook, address) in [(WebhookName::Standard, "1/token"), (WebhookName::Critical, "2/token")] {
        let address = Secret::new(format!("https://discord.com/api/webhooks/{address}"));
        stage.monitor.edit().set_webhook(webhook, &address, DESK).await.unwrap();
    }
    stage.world.says(KARA, Reading::Online(true));
    stage.world.says(KARA, Reading::Location(in_jita()));
    stage.world.says(KARA, titan(1));
    stage.monitor.edit().add_pilot(MIRA, "Mira Solace").await.unwrap();
    stage.world.says(MIRA, Reading::Location(in_jita()));
    stage.world.says(MIRA, titan(2));
    stage.world.secrets.put("refresh/2112000002", &Secret::new("of Mira")).await.unwrap();
    stage.cycle(4000).await;
    for second in [4010, 4100] {
        stage.drain(second).await;
    }
    undoable(stage.monitor.edit().snooze(&mira(), SnoozeLength::UntilCleared, DESK, None)).await.0.unwrap();
    undoable(stage.monitor.edit().acknowledge(&kara(), None, DESK)).await.0.unwrap();
}

async fn busy() -> Stage {
    let stage = Stage::new().await;
    settle(&stage).await;
    stage
}

/// The same with a refused notice of a titan that Kara owns besides, and a webhook that was refused.
async fn with_refusals() -> Stage {
    let stage = busy().await;
    let refused = (0..8).map(|_| DeliveryVerdict::Undeliverable(Text::said("Discord refuses this")));
    stage.world.verdicts.lock().extend(refused);
    stage.world.says(KARA, owned_titans(5, 1));
    stage.cycle(20_000).await;
    for second in (20_000..20_600).step_by(20) {
        stage.drain(second).await;
    }
    stage.world.verdicts.lock().clear();
    let queues = stage.monitor.views().discord_view().await.unwrap().queues;
    assert!(queues.iter().any(|queue| !queue.undeliverable.is_empty()), "{queues:#?}");
    stage
}

/// The same with a standard webhook that Discord has refused.
async fn with_a_refused_webhook() -> Stage {
    let stage = busy().await;
    stage.monitor.edit().clear_webhook(WebhookName::Critical, DESK).await.unwrap();
    stage
        .world
        .verdicts
        .lock()
        .push_back(DeliveryVerdict::WebhookDead(Text::said("Discord does not know this webhook")));
    stage.world.says(KARA, owned_titans(5, 1));
    stage.cycle(20_000).await;
    for second in (20_000..20_200).step_by(20) {
        stage.drain(second).await;
    }
    assert!(stage.status().await.relay_trouble.is_some());
    stage
}

/// The same, connected to an AllianceAuth that names Mira, and Oran, who has a titan too.
async fn connected() -> (Stage, Arc<Auth>) {
    let (stage, auth) = not_connected().await;
    stage.monitor.connect_auth(address(), Secret::new("ctb_first")).await.unwrap();
    (stage, auth)
}

async fn not_connected() -> (Stage, Arc<Auth>) {
    let (stage, auth) = beside().await;
    settle(&stage).await;
    let members =
        vec![member(&stage.world, MIRA, "Mira Solace", None), member(&stage.world, ORAN, "Oran Vaari", Some(MIRA))];
    auth.tells(members, vec![stored(7, ORAN, AVATAR.0, JITA, at(4100))]);
    (stage, auth)
}

/// Fails an edit at each of its statements: each time all stays as it was; then it works.
async fn edit_fails_everywhere(stage: Stage, what: &str, edit: impl AsyncFn(&Monitor) -> Result<(), Refusal>) {
    let before = all_of(&stage).await;
    for statement in 1.. {
        stage.monitor.shared().store().fail_at(statement).await.unwrap();
        let done = edit(&stage.monitor).await;
        if !stage.monitor.shared().store().has_failed() {
            done.unwrap_or_else(|refusal| panic!("{what}: {refusal:?}"));
            assert!(statement > 1, "{what}: nothing was written");
            break;
        }
        assert!(done.is_err(), "{what}, statement {statement}: it is refused");
        let after = all_of(&stage).await;
        assert!(after == before, "{what}, statement {statement}:{}", difference(&before, &after));
    }
    stage.monitor.shared().store().fail_at(0).await.unwrap();
    assert_ne!(all_of(&stage).await, before, "{what}: it works afterwards");
    // When something was last seen is written more seldom than it is known.
    let without_ages =
        |seen: String| seen.split_inclusive('\n').filter(|line| !line.contains("observed_at: ")).collect();
    let now: String = without_ages(all_of(&stage).await);
    let stage = stage.restarted().await;
    let after: String = without_ages(all_of(&stage).await);
    assert!(after == now, "{what}, after a restart:{}", difference(&now, &after));
}

async fn all_fail_everywhere(commands: Vec<AnyCommand>, stage: impl AsyncFn() -> Stage) {
    for command in commands {
        let edit = async |monitor: &Monitor| carry_out(monitor, command.clone()).await;
        edit_fails_everywhere(stage().await, command.name(), edit).await;
    }
}

#[tokio::test]
async fn a_snooze_or_an_acknowledgement_that_cannot_be_written_changes_nothing_and_succeeds_later() {
    all_fail_everywhere(silencing(), busy).await;
}

#[tokio::test]
async fn mains_and_rules_that_cannot_be_written_change_nothing_and_succeed_later() {
    all_fail_everywhere(ruling(), busy).await;
}

#[tokio::test]
async fn further_ships_whose_tracking_cannot_be_written_are_no_hulls_and_are_once_it_is() {
    let tracking = async || {
        let stage = busy().await;
        let flag_cruisers = ShipGroup { name: "Flag Cruiser".to_owned(), category: 6, types: vec![MONITOR] };
        stage.world.groups.lock().insert(FLAG_CRUISERS, flag_cruisers);
        // What is asked about is known from then on, whatever becomes of the edit.
        stage.monitor.poll().find_group(FLAG_CRUISERS).await.unwrap();
        let cruiser = ActiveShip { item: ItemId(1_040_000_000_050), type_id: MONITOR };
        stage.world.says(KARA, Reading::Ship(Some(cruiser)));
        stage.cycle(8000).await;
        stage
    };
    let mut policy = Policy::default();
    policy.classes.get_mut(&HullClass::Titan).unwrap().groups.push(FLAG_CRUISERS);
    all_fail_everywhere(vec![commands::SavePolicy { policy }.into()], tracking).await;
}

#[tokio::test]
async fn the_relays_settings_that_cannot_be_written_change_nothing_and_succeed_later() {
    let (tests, settings) = relaying().into_iter().partition(|command| matches!(command, AnyCommand::TestWebhook(_)));
    all_fail_everywhere(settings, busy).await;
    all_fail_everywhere(tests, with_a_refused_webhook).await;
}

#[tokio::test]
async fn refused_notices_that_cannot_be_queued_or_discarded_stay_listed_and_it_succeeds_later() {
    all_fail_everywhere(undeliverable(), with_refusals).await;
}

#[tokio::test]
async fn a_pilot_who_comes_or_goes_and_cannot_be_written_is_where_they_were_and_it_succeeds_later() {
    all_fail_everywhere(leaving(), busy).await;
    edit_fails_everywhere(busy().await, "a new pilot", async |monitor| {
        monitor.edit().add_pilot(ORAN, "Oran Vaari").await
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_written_beside_allianceauth_changes_nothing_either() {
    let stage = async || connected().await.0;
    all_fail_everywhere(beside_allianceauth(), stage).await;
    // Whom AllianceAuth goes on naming stays, and decisions are shared.
    all_fail_everywhere(leaving(), stage).await;
    all_fail_everywhere(silencing(), stage).await;
}

/// Under which mains the pilots with ships are, as it is shown and as it is stored.
async fn mains_of(stage: &Stage) -> [BTreeMap<PilotId, PilotId>; 2] {
    let mut shown = BTreeMap::new();
    for card in stage.snapshot().await.mains {
        shown.extend(card.hulls.iter().map(|hull| (hull.pilot_id, card.main_id)));
    }
    let stored = stage.monitor.shared().store().pilots().await.unwrap().into_iter();
    let stored = stored.map(|pilot| (pilot.id, pilot.main_id())).filter(|(id, _)| shown.contains_key(id)).collect();
    [shown, stored]
}

#[tokio::test]
async fn mains_that_change_at_allianceauth_and_cannot_be_written_change_with_the_next_round() {
    for statement in 1.. {
        let (stage, auth) = connected().await;
        let before = mains_of(&stage).await;
        let members = [(MIRA, "Mira Solace", Some(ORAN)), (ORAN, "Oran Vaari", Some(ORAN))];
        let members = members.map(|(id, name, main)| member(&stage.world, id, name, main)).to_vec();
        auth.tells(members, vec![stored(7, ORAN, AVATAR.0, JITA, at(4100))]);
        stage.monitor.shared().store().fail_at(statement).await.unwrap();
        stage.world.set_now(at(20_000));
        let done = stage.monitor.run_cycle().await;
        let failed = stage.monitor.shared().store().has_failed();
        stage.monitor.shared().store().fail_at(0).await.unwrap();
        assert_eq!(done.is_err(), failed, "{statement}: a failure is told");
        let [shown, stored] = mains_of(&stage).await;
        assert_eq!(shown, stored, "{statement}: what is shown is what is written");
        assert!(failed || shown != before[0], "{statement}");
        stage.cycle(21_000).await;
        let [shown, stored] = mains_of(&stage).await;
        assert_eq!(shown, stored, "{statement}, a round later");
        assert_eq!((shown[&MIRA], shown[&ORAN]), (ORAN, ORAN), "{statement}");
        let told = stage.activity(ActivityKind::Main).await;
        assert_eq!(told.len(), 2, "{statement}: each once: {told:#?}");
        if !failed {
            assert!(statement > 3, "{statement}");
            break;
        }
    }
}

#[tokio::test]
async fn published_rules_that_cannot_be_written_here_change_nothing_and_succeed_later() {
    let publishing = async || {
        let stage = connected().await.0;
        stage.monitor.edit().publish_policy(true, DESK).await.unwrap();
        stage
    };
    let change = vec![
        commands::SavePolicy { policy: tracked_titans() }.into(),
        commands::PublishPolicy { publish: false }.into(),
    ];
    all_fail_everywhere(change, publishing).await;
    // Whose main somebody is, AllianceAuth says.
    let mut others = ruling();
    others.retain(|command| !matches!(command, AnyCommand::SetMain(_) | AnyCommand::ImportMains(_)));
    all_fail_everywhere(others, publishing).await;
}

#[tokio::test]
async fn a_token_goes_only_after_its_pilot_has_gone() {
    let stage = busy().await;
    stage.monitor.shared().store().fail_at(1).await.unwrap();
    stage.monitor.edit().forget_pilot(&PilotRef::Id(MIRA), DESK).await.unwrap_err();
    assert_eq!(*stage.world.forgotten.lock(), Vec::new(), "EVE is not told of what has not happened");
    stage.monitor.edit().forget_pilot(&PilotRef::Id(MIRA), DESK).await.unwrap();
    assert_eq!(*stage.world.forgotten.lock(), [MIRA]);
    let watched: BTreeSet<PilotId> = stage.monitor.views().pilots().await.iter().map(|pilot| pilot.id).collect();
    assert_eq!(watched, [KARA].into());
}

/// The token that is kept, and those that were made useless.
async fn tokens(stage: &Stage, auth: &Auth) -> (Option<String>, Vec<String>) {
    let revealed = |secret: &Secret| secret.reveal().to_owned();
    let kept = stage.world.secrets.get(TOKEN).await.unwrap();
    (kept.as_ref().map(revealed), auth.revoked.lock().iter().map(revealed).collect())
}

/// A connection whose n-th statement fails; false: there are fewer. It is not made at all, or made and completed by the next round.
async fn connecting_fails_at(statement: u32, again: bool) -> bool {
    let (stage, auth) = if again { connected().await } else { not_connected().await };
    let before = (all_of(&stage).await, tokens(&stage, &auth).await);
    stage.monitor.shared().store().fail_at(statement).await.unwrap();
    let done = stage.monitor.connect_auth(address(), Secret::new("ctb_second")).await;
    let failed = stage.monitor.shared().store().has_failed();
    stage.monitor.shared().store().fail_at(0).await.unwrap();
    let (kept, revoked) = tokens(&stage, &auth).await;
    if kept.as_deref() == Some("ctb_second") {
        assert_eq!(revoked, if again { vec!["ctb_first".to_owned()] } else { Vec::new() }, "{statement}");
        if let Err(refusal) = done {
            assert!(failed && refusal.sentence.contains("CapTrack is connected"), "{statement}: {refusal:?}");
        }
    } else {
        assert!(failed && done.is_err(), "{statement}: {done:?}");
        let after = all_of(&stage).await;
        assert!(after == before.0, "{statement}:{}", difference(&before.0, &after));
        assert_eq!((kept, revoked), before.1, "{statement}");
        stage.monitor.connect_auth(address(), Secret::new("ctb_second")).await.unwrap();
    }
    stage.cycle(20_000).await;
    let named: BTreeSet<PilotId> = stage.snapshot().await.mains.iter().map(|card| card.main_id).collect();
    assert_eq!(named, [KARA, MIRA].into(), "{statement}");
    let view = stage.monitor.views().auth_view().await.unwrap();
    assert_eq!((view.pilots, view.hulls, view.trouble), (2, 2, None), "{statement}");
    let stage = stage.restarted().await;
    assert_eq!(stage.monitor.views().auth_view().await.map(|view| view.pilots), Some(2), "{statement}");
    failed
}

#[tokio::test]
async fn a_connection_that_cannot_be_written_is_none_and_one_that_is_written_loses_nothing() {
    let mut statement = 1;
    while connecting_fails_at(statement, false).await {
        statement += 1;
    }
    assert!(statement > 10, "it has come to the first round: {statement}");
}

#[tokio::test]
async fn a_new_token_that_cannot_be_written_leaves_the_old_one_in_force_and_one_that_is_written_replaces_it() {
    let mut statement = 1;
    while connecting_fails_at(statement, true).await {
        statement += 1;
    }
    assert!(statement > 3, "{statement}");
}
