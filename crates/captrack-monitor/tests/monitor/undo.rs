//! What people changed is undone one change at a time: exactly, or with the name of whoever has changed it since.

use std::fmt::Write;

use captrack_contract::{EditId, LaterChange, PilotRef, Refusal, SnoozeLength};
use captrack_domain::class::HullClass;
use captrack_domain::ids::PilotId;
use captrack_domain::policy::{ClassMode, Policy};
use captrack_domain::preferences::Preferences;
use captrack_domain::reading::Reading;
use captrack_domain::relay_options::RelayOptions;
use captrack_domain::text;
use captrack_monitor::undoable;
use captrack_testing::eden::ORAN;

use crate::stage::{DESK, KARA, MIRA, Stage, in_jita, said, titan};

const LEADER: &str = "Mira Solace";
const PILOTS: [PilotId; 3] = [KARA, MIRA, ORAN];

/// Kara, Mira and Oran with a titan each, a webhook, and everything told.
async fn stage() -> Stage {
    let stage = Stage::watching_kara().await;
    stage.monitor.edit().add_pilot(MIRA, "Mira Solace").await.unwrap();
    stage.monitor.edit().add_pilot(ORAN, "Oran Vaari").await.unwrap();
    for (n, pilot) in (1..).zip(PILOTS) {
        stage.world.says(pilot, titan(n));
        stage.world.says(pilot, Reading::Location(in_jita()));
    }
    stage.cycle(4000).await;
    stage.drain(4100).await;
    stage
}

/// All that people decide and set.
async fn decided(stage: &Stage) -> String {
    let (monitor, mut seen) = (&stage.monitor, String::new());
    let store = monitor.shared().store();
    let discord = monitor.views().discord_view().await.unwrap();
    write!(seen, "{}", monitor.edit().export_config().await.text).unwrap();
    write!(seen, "{}", monitor.edit().mains_csv().await.text).unwrap();
    write!(seen, "{:#?}{:#?}", store.snoozes().await.unwrap(), store.acknowledgements().await.unwrap()).unwrap();
    write!(seen, "{}{:#?}", discord.on, discord.options).unwrap();
    seen
}

/// The same numbers for the same seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }

    fn pilot(&mut self) -> PilotId {
        PILOTS[usize::try_from(self.below(3)).unwrap()]
    }
}

fn threshold(mut policy: Policy, class: HullClass, n: u32) -> Policy {
    policy.classes.get_mut(&class).unwrap().mode = ClassMode::Threshold { n };
    policy
}

/// One change of any kind; what is refused changes nothing.
async fn change(stage: &Stage, dice: &mut Dice, by: &str) -> Result<(), Refusal> {
    let (edit, views) = (stage.monitor.edit(), stage.monitor.views());
    let (one, other) = (PilotRef::Id(dice.pilot()), PilotRef::Id(dice.pilot()));
    let why = Some(format!("reason {}", dice.below(9)));
    match dice.below(11) {
        0 => edit.snooze(&[one, other], SnoozeLength::UntilCleared, by, why).await.map(drop),
        1 => edit.snooze(&[one], SnoozeLength::Seconds(3600), by, None).await.map(drop),
        2 => edit.clear_snooze(&[one], by).await.map(drop),
        3 | 4 => edit.acknowledge(&[one], why, by).await,
        5 => edit.clear_acknowledgement(&[one], by).await,
        6 => edit.set_main(&[one], Some(&other), by).await,
        7 => {
            let n = 2 + u32::try_from(dice.below(6)).unwrap();
            let class = if dice.below(2) == 0 { HullClass::Carrier } else { HullClass::Dreadnought };
            edit.save_policy(threshold(views.policy().await, class, n), by).await
        }
        8 => {
            let preferences = views.preferences().await;
            let (sound, loud) = (dice.below(2) == 0, dice.below(2) == 0);
            edit.save_preferences(Preferences { sound, notify_alerting: loud, ..preferences }, by).await
        }
        9 if views.is_paused().await && dice.below(2) == 0 => edit.resume(by).await,
        9 => edit.pause((dice.below(2) == 0).then_some(86_400 + dice.below(7)), by).await,
        _ => {
            let view = views.discord_view().await.unwrap();
            if dice.below(2) == 0 {
                return edit.set_relay(!view.on, by).await;
            }
            let post_resolved = !view.options.post_resolved;
            edit.save_relay_options(RelayOptions { post_resolved, ..view.options }, by).await
        }
    }
}

#[tokio::test]
async fn twenty_changes_by_two_leaders_undone_in_reverse_leave_everything_as_it_was() {
    for seed in 0..12 {
        let stage = stage().await;
        let (before, mut dice) = (decided(&stage).await, Dice(seed));
        let mut made: Vec<EditId> = Vec::new();
        while made.len() < 20 {
            // Ten each: as many as are kept.
            let by = if made.len().is_multiple_of(2) { DESK } else { LEADER };
            let (_, edit) = undoable(change(&stage, &mut dice, by)).await;
            made.extend(edit);
        }
        assert_ne!(decided(&stage).await, before, "seed {seed}");
        let (posted, raised) = (stage.posted(), stage.raised().len());
        for edit in made.into_iter().rev() {
            match stage.monitor.edit().undo(Some(edit), DESK).await {
                Ok(undone) => assert_eq!(undone.changed_since, vec![], "seed {seed}: {:?}", undone.words),
                // An acknowledgement ends by itself when other ships come under its main.
                Err(refusal) => assert!(refusal.sentence.contains("ended meanwhile"), "seed {seed}: {refusal}"),
            }
        }
        assert_eq!(decided(&stage).await, before, "seed {seed}");
        assert_eq!(stage.monitor.edit().edits(), vec![], "seed {seed}");
        assert_eq!(
            (stage.posted(), stage.raised().len()),
            (posted, raised),
            "what was sent stays, and nothing is sent"
        );
    }
}

#[tokio::test]
async fn what_somebody_has_changed_since_stays_and_says_who() {
    let stage = stage().await;
    let edit = stage.monitor.edit();
    let both = [PilotRef::Id(KARA), PilotRef::Id(ORAN)];
    let (_, mine) = undoable(edit.snooze(&both, SnoozeLength::Seconds(3600), DESK, None)).await;
    undoable(edit.snooze(&both[..1], SnoozeLength::UntilCleared, LEADER, None)).await.0.unwrap();
    let undone = edit.undo(mine, DESK).await.unwrap();
    assert_eq!(said(&undone.words), "Snoozed Kara Volkov and 1 more");
    let (what, by) = (text!("undo-part-snooze", pilot = "Kara Volkov"), Some(LEADER.to_owned()));
    assert_eq!(undone.changed_since, [LaterChange { what, by }]);
    assert_eq!(said(&undone.changed_since[0].what), "the snooze of Kara Volkov");
    let snoozes = stage.monitor.shared().store().snoozes().await.unwrap();
    assert_eq!(snoozes.iter().map(|snooze| (snooze.pilot, snooze.until)).collect::<Vec<_>>(), [(KARA, None)]);
    let again = edit.undo(mine, DESK).await.unwrap_err();
    assert!(again.sentence.contains("can't be undone any more"), "{again}");

    let carriers = |n| threshold(Policy::default(), HullClass::Carrier, n);
    let (_, mine) = undoable(edit.save_policy(carriers(2), DESK)).await;
    let beside = threshold(carriers(2), HullClass::Dreadnought, 9);
    undoable(edit.save_policy(beside, LEADER)).await.0.unwrap();
    edit.undo(mine, DESK).await.unwrap();
    let dreadnoughts = threshold(Policy::default(), HullClass::Dreadnought, 9);
    assert_eq!(stage.monitor.views().policy().await, dreadnoughts, "the other class stays");
    let (_, mine) = undoable(edit.save_policy(threshold(dreadnoughts.clone(), HullClass::Carrier, 3), DESK)).await;
    undoable(edit.save_policy(threshold(dreadnoughts, HullClass::Carrier, 7), LEADER)).await.0.unwrap();
    let refusal = edit.undo(mine, DESK).await.unwrap_err();
    assert!(refusal.sentence.starts_with("Mira Solace changed “"), "{refusal}");
    assert_eq!(stage.monitor.views().policy().await.mode(HullClass::Carrier), ClassMode::Threshold { n: 7 });
}

#[tokio::test]
async fn only_what_a_person_asked_for_can_be_undone_and_nobody_is_remembered_who_is_forgotten() {
    let stage = stage().await;
    let edit = stage.monitor.edit();
    edit.pause(None, "an admin elsewhere").await.unwrap();
    assert_eq!(edit.edits(), vec![], "nobody here asked for that");
    let refusal = edit.undo(None, DESK).await.unwrap_err();
    assert!(refusal.sentence.starts_with("There is nothing to undo"), "{refusal}");
    let (_, nothing) = undoable(edit.pause(None, DESK)).await;
    assert_eq!(nothing, None, "it was paused already");
    undoable(edit.resume(DESK)).await.0.unwrap();
    undoable(edit.snooze(&[PilotRef::Id(KARA)], SnoozeLength::UntilCleared, DESK, None)).await.0.unwrap();
    let words: Vec<String> = edit.edits().into_iter().map(|edit| said(&edit.words)).collect();
    assert_eq!(words, ["Snoozed Kara Volkov", "Resumed monitoring"]);
    edit.forget_pilot(&PilotRef::Id(KARA), DESK).await.unwrap();
    assert_eq!(edit.edits(), vec![]);
}
