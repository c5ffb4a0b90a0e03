//! What differs between the watch rules of two policies, in words.

use std::collections::BTreeSet;

use captrack_domain::class_text::classes;
use captrack_domain::notice::Receiver;
use captrack_domain::policy::{Policy, ScopeKind};
use captrack_domain::text;
use captrack_domain::text::{Argument, Joined, Text};
use captrack_domain::watch::{
    MassingArea, MassingCount, MoveTrigger, Stage, WatchKind, WatchPlace, WatchPlaces, WatchRule, WatchRuleId,
};

use crate::config::differences::{SettingChanges, none, on, quoted};
use crate::config::places::called;

/// One line a rule that has come or gone, and for each thing that differs about one that stays.
pub fn watch_differences(changes: &mut SettingChanges, before: &Policy, after: &Policy) {
    let ids: BTreeSet<WatchRuleId> = before.watch.iter().chain(&after.watch).map(|rule| rule.id).collect();
    let of = |policy: &Policy, id: WatchRuleId| policy.watch.iter().find(|rule| rule.id == id).cloned();
    for id in ids {
        match (of(before, id), of(after, id)) {
            (Some(old), Some(new)) => one(changes, &old, &new),
            (Some(gone), None) => changes.compare(of_rule(&gone), whole(&gone), text!("value-not-there")),
            (None, Some(new)) => changes.compare(of_rule(&new), text!("value-not-there"), whole(&new)),
            (None, None) => {}
        }
    }
    let order = |policy: &Policy| -> Vec<WatchRuleId> { policy.watch.iter().map(|rule| rule.id).collect() };
    let (old, new) = (order(before), order(after));
    let same_rules = old.iter().collect::<BTreeSet<_>>() == new.iter().collect::<BTreeSet<_>>();
    if same_rules && old != new {
        let names = |policy: &Policy| names(policy.watch.iter().map(|rule| quoted(&rule.name)));
        changes.compare(text!("setting-watch-order"), names(before), names(after));
    }
}

fn one(changes: &mut SettingChanges, old: &WatchRule, new: &WatchRule) {
    let rule = || new.name.as_str();
    changes.compare(text!("setting-watch-name", rule = old.name.as_str()), quoted(&old.name), quoted(&new.name));
    changes.compare(of_rule(new), on(old.enabled), on(new.enabled));
    changes.compare(text!("setting-watch-level", rule = rule()), level(old), level(new));
    changes.compare(text!("setting-watch-classes", rule = rule()), of_classes(old), of_classes(new));
    changes.compare(text!("setting-watch-places", rule = rule()), places(&old.places), places(&new.places));
    changes.compare(text!("setting-watch-kind", rule = rule()), kind(&old.kind), kind(&new.kind));
}

fn of_rule(rule: &WatchRule) -> Text {
    text!("setting-watch-rule", rule = rule.name.as_str())
}

/// All of a rule that has come or gone.
fn whole(rule: &WatchRule) -> Text {
    let parts = [level(rule), of_classes(rule), places(&rule.places), kind(&rule.kind), on(rule.enabled)];
    text!("value-names", names = Argument::list(Joined::Semicolon, parts))
}

fn names<A: Into<Argument>>(names: impl IntoIterator<Item = A>) -> Text {
    let names: Vec<Argument> = names.into_iter().map(Into::into).collect();
    if names.is_empty() {
        return none();
    }
    text!("value-names", names = Argument::list(Joined::Comma, names))
}

fn level(rule: &WatchRule) -> Text {
    match rule.level {
        captrack_domain::evaluate::AlertLevel::Critical => text!("level-critical"),
        captrack_domain::evaluate::AlertLevel::Alerting => text!("level-alerting"),
    }
}

fn of_classes(rule: &WatchRule) -> Text {
    names(rule.classes.iter().map(|class| classes(*class, &())))
}

fn places(places: &WatchPlaces) -> Text {
    let place = |place: &WatchPlace| match place {
        WatchPlace::Region(region) => called(*region),
        WatchPlace::Constellation(constellation) => {
            text!("place-constellation-named", name = called(*constellation)).into()
        }
        WatchPlace::System(system) => called(*system),
        WatchPlace::Set(name) => quoted(name).into(),
        WatchPlace::Around { system, light_years } => {
            text!("watch-around", light_years = light_years.0.to_string(), place = called(*system)).into()
        }
    };
    let kind = match places.kind {
        ScopeKind::Everywhere => text!("value-everywhere"),
        ScopeKind::OnlyListed => text!("value-only-listed"),
        ScopeKind::AllButListed => text!("value-all-but-listed"),
    };
    if places.listed.is_empty() {
        return kind;
    }
    text!("value-watch-places", kind = kind, places = names(places.listed.iter().map(place)))
}

fn kind(kind: &WatchKind) -> Text {
    match kind {
        WatchKind::Moves { on } => {
            let trigger = |trigger: &MoveTrigger| match trigger {
                MoveTrigger::Undocks => text!("value-undocks"),
                MoveTrigger::LogsOn => text!("value-logs-on"),
                MoveTrigger::Moves => text!("value-moves"),
                MoveTrigger::Enters => text!("value-enters"),
                MoveTrigger::Leaves => text!("value-leaves"),
            };
            text!("value-watch-moves", triggers = Argument::list(Joined::Or, on.iter().map(trigger)))
        }
        WatchKind::InSpace { stages, repeat } => {
            let stages = Argument::list(Joined::Comma, stages.iter().map(stage));
            if *repeat {
                text!("value-watch-in-space-repeated", stages = stages)
            } else {
                text!("value-watch-in-space", stages = stages)
            }
        }
        WatchKind::Massing { n, count, area, minutes } => {
            let what = match count {
                MassingCount::Mains => text!("value-mains", n = *n),
                MassingCount::Ships => text!("value-ships", n = *n),
            };
            let area = match area {
                MassingArea::System => text!("value-in-system"),
                MassingArea::Constellation => text!("value-in-constellation"),
                MassingArea::Region => text!("value-in-region"),
                MassingArea::LightYears(distance) => {
                    text!("value-in-light-years", light_years = distance.0.to_string())
                }
            };
            text!("value-watch-massing", what = what, area = area, minutes = *minutes)
        }
    }
}

fn stage(stage: &Stage) -> Text {
    let receiver = |receiver: &Receiver| match receiver {
        Receiver::Os => text!("value-notification"),
        Receiver::DiscordCritical => text!("value-critical-webhook"),
        Receiver::DiscordStandard => text!("value-standard-webhook"),
    };
    let receivers = Argument::list(Joined::Comma, stage.receivers.iter().map(receiver));
    text!("value-watch-stage", minutes = stage.minutes, receivers = receivers)
}
