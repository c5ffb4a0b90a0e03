use captrack_contract::{ErrorCode, PilotRef, SnoozeLength};
use captrack_domain::class::HullClass;
use captrack_domain::ids::GroupId;
use captrack_domain::policy::{ClassMode, Policy};
use captrack_domain::preferences::Preferences;
use captrack_domain::reading::{ActiveShip, Reading};
use captrack_ports::ShipGroup;
use captrack_testing::eden::MONITOR;

use crate::stage::{DESK, KARA, MIRA, Stage, carriers, in_jita};

const FLAG_CRUISERS: GroupId = GroupId(1972);

#[tokio::test]
async fn an_edit_that_cannot_be_written_is_refused_and_changes_nothing() {
    let stage = Stage::watching_kara().await;
    stage.monitor.edit().add_pilot(MIRA, "Mira Solace").await.unwrap();
    let cruisers = ShipGroup { name: "Flag Cruiser".to_owned(), category: 6, types: vec![MONITOR] };
    stage.world.groups.lock().insert(FLAG_CRUISERS, cruisers);
    stage.monitor.poll().find_group(FLAG_CRUISERS).await.unwrap();
    stage.world.says(KARA, carriers(10, 5, in_jita()));
    let ship = ActiveShip { item: captrack_domain::ids::ItemId(1_040_000_000_001), type_id: MONITOR };
    stage.world.says(MIRA, Reading::Ship(Some(ship)));
    stage.cycle(4000).await;
    let before = stage.snapshot().await.mains;
    stage.monitor.shared().store().close().await;

    let (monitor, kara) = (&stage.monitor, [PilotRef::Id(KARA)]);
    let mut policy = Policy::default();
    policy.classes.get_mut(&HullClass::Titan).unwrap().groups.push(FLAG_CRUISERS);
    policy.classes.get_mut(&HullClass::Carrier).unwrap().mode = ClassMode::Ignore;
    let quieter = Preferences { sound: false, ..Preferences::default() };
    let refusals = [
        monitor.edit().acknowledge(&kara, None, DESK).await,
        monitor.edit().snooze(&kara, SnoozeLength::UntilCleared, DESK, None).await.map(drop),
        monitor.edit().set_main(&kara, Some(&PilotRef::Id(MIRA)), DESK).await,
        monitor.edit().save_policy(policy, DESK).await,
        monitor.edit().save_preferences(quieter, DESK).await,
        monitor.edit().pause(None, DESK).await,
    ];
    for refusal in refusals {
        assert_eq!(refusal.unwrap_err().code, ErrorCode::Internal);
    }
    assert_eq!(stage.snapshot().await.mains, before);
    assert_eq!(
        (monitor.views().policy().await, monitor.views().preferences().await),
        (Policy::default(), Preferences::default())
    );
    assert_eq!(stage.status().await.monitoring, captrack_contract::MonitoringState::Watching, "not paused");
}
