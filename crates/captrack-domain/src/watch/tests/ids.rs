use super::given::RULE;
use crate::data::key;
use crate::eden::JITA;
use crate::ids::{ConstellationId, RegionId};
use crate::watch::{WatchAlertId, WatchSubject};

#[test]
fn an_alert_is_known_by_its_rule_and_by_what_it_is_about() {
    let written = [
        (WatchSubject::Hull(key(1)), "watch/00c0ffee00c0ffee/item/1040000000001"),
        (WatchSubject::System(JITA), "watch/00c0ffee00c0ffee/system/30000142"),
        (WatchSubject::Constellation(ConstellationId(20_000_020)), "watch/00c0ffee00c0ffee/constellation/20000020"),
        (WatchSubject::Region(RegionId(10_000_002)), "watch/00c0ffee00c0ffee/region/10000002"),
    ];
    for (subject, text) in written {
        let id = WatchAlertId { rule: RULE, subject };
        assert_eq!(id.to_string(), text);
        assert_eq!(text.parse(), Ok(id));
        assert_eq!(serde_json::from_str::<WatchAlertId>(&serde_json::to_string(&id).unwrap()).unwrap(), id);
    }
}

#[test]
fn what_is_no_id_of_a_watch_alert_is_refused() {
    for text in [
        "",
        "watch",
        "watch/00c0ffee00c0ffee",
        "watch/c0ffee/item/1",
        "watch/00C0FFEE00C0FFEE/item/1",
        "watch/+0c0ffee00c0ffee/item/1",
        "watch/00c0ffee00c0ffee/moon/1",
        "watch/00c0ffee00c0ffee/system/x",
        "hull/item/1040000000001",
    ] {
        let refused = text.parse::<WatchAlertId>().unwrap_err().to_string();
        assert!(refused.contains("is not the id of a watch alert"), "{refused}");
    }
}
