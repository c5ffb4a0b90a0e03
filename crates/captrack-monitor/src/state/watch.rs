//! What is known of watch rules beside the rules themselves.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use captrack_domain::alert::{Alert, AlertId, AlertState};
use captrack_domain::class::HullClass;
use captrack_domain::evaluate::{HullFact, OpenAlert};
use captrack_domain::hull::HullKey;
use captrack_domain::ids::PilotId;
use captrack_domain::movement::HullMovement;
use captrack_domain::watch::{
    SpaceEpisode, WatchAcknowledgement, WatchAlert, WatchAlertId, WatchIndex, WatchJudgement, WatchLevels, WatchRule,
    WatchSubject,
};

use crate::state::State;

/// Alerts of watch rules, and what the rules are judged by.
#[derive(Debug, Clone, Default)]
pub struct WatchState {
    /// The rules that are on, made ready.
    pub index: WatchIndex,
    /// What alerts, and what closed lately.
    pub alerts: BTreeMap<WatchAlertId, WatchAlert>,
    /// What somebody has seen of it.
    pub acknowledged: BTreeMap<WatchAlertId, WatchAcknowledgement>,
    /// For how long ships have been in space, if a rule asks.
    pub episodes: BTreeMap<HullKey, SpaceEpisode>,
    /// The same as it is in the store.
    pub saved_episodes: BTreeMap<HullKey, SpaceEpisode>,
    /// The last judgement.
    pub judgement: WatchJudgement,
    /// What it makes of single ships.
    pub levels: WatchLevels,
    /// What has just become known, while that is judged; none: nothing is news.
    pub news: Option<Vec<HullMovement>>,
}

impl WatchState {
    /// What is open about a ship: its own alerts, and massings that it is one of.
    pub fn of_hull(&self, key: HullKey) -> impl Iterator<Item = &WatchAlert> {
        // Of most ships nothing is: they need not be looked for.
        let alerts = self.levels.open.contains_key(&key).then_some(&self.alerts);
        let alerts = alerts.into_iter().flat_map(BTreeMap::values);
        alerts.filter(move |alert| alert.state == AlertState::Open && alert.hulls.contains(&key))
    }

    /// The same without massings, which have notices of their own.
    pub fn about_hull(&self, key: HullKey) -> impl Iterator<Item = &WatchAlert> {
        self.of_hull(key).filter(move |alert| alert.id.subject == WatchSubject::Hull(key))
    }

    /// A ship has another key.
    pub fn rekey(&mut self, from: HullKey, to: HullKey) {
        let rekeyed = |id: WatchAlertId| AlertId::Watch(id).rekeyed(from, to).watch().unwrap_or(id);
        self.alerts = std::mem::take(&mut self.alerts)
            .into_values()
            .map(|alert| alert.rekeyed(from, to))
            .map(|alert| (alert.id, alert))
            .collect();
        self.acknowledged = std::mem::take(&mut self.acknowledged)
            .into_values()
            .map(|seen| WatchAcknowledgement { alert: rekeyed(seen.alert), ..seen })
            .map(|seen| (seen.alert, seen))
            .collect();
        for episodes in [&mut self.episodes, &mut self.saved_episodes] {
            if let Some(episode) = episodes.remove(&from) {
                episodes.insert(to, episode);
            }
        }
    }

    /// Nothing remains of pilots and their ships.
    pub fn forget(&mut self, pilots: &BTreeSet<PilotId>, hulls: &BTreeSet<HullKey>) {
        let is_theirs = |key: HullKey| {
            hulls.contains(&key) || matches!(key, HullKey::PilotType(pilot, _) if pilots.contains(&pilot))
        };
        let keep = |alert: &WatchAlert| {
            let rest = alert.without(|pilot| pilots.contains(&pilot), is_theirs);
            (!rest.hulls.is_empty() || alert.hulls.is_empty()).then_some((rest.id, rest))
        };
        self.alerts = self.alerts.values().filter_map(keep).collect();
        self.acknowledged.retain(|id, _| self.alerts.contains_key(id));
        self.episodes.retain(|key, _| !is_theirs(*key));
        self.saved_episodes.retain(|key, _| !is_theirs(*key));
    }
}

impl State {
    /// A watch rule that is in force.
    pub fn watch_rule(&self, alert: WatchAlertId) -> Option<&WatchRule> {
        self.policy.watch.iter().find(|rule| rule.id == alert.rule)
    }

    /// What is open, of a class or of a watch rule.
    pub fn open_alert(&self, id: AlertId) -> Option<Cow<'_, OpenAlert>> {
        match id.watch() {
            None => self.evaluation.open_alerts.get(&id).map(Cow::Borrowed),
            Some(watch) => {
                let alert = self.watch.alerts.get(&watch).filter(|alert| alert.state == AlertState::Open)?;
                self.open_watch_alert(alert).map(Cow::Owned)
            }
        }
    }

    /// Everything that is open by watch rules.
    pub fn open_watch_alerts(&self) -> impl Iterator<Item = (AlertId, OpenAlert)> {
        let open = self.watch.alerts.values().filter(|alert| alert.state == AlertState::Open);
        open.filter_map(|alert| Some((AlertId::Watch(alert.id), self.open_watch_alert(alert)?)))
    }

    fn open_watch_alert(&self, alert: &WatchAlert) -> Option<OpenAlert> {
        let facts: Vec<&HullFact> = alert.hulls.iter().filter_map(|key| self.fact(*key)).collect();
        let first = facts.first()?;
        Some(OpenAlert {
            main: alert.main.unwrap_or(first.main),
            level: alert.level,
            class: first.class,
            hulls: facts.iter().map(|fact| (fact.key, fact.whereabouts.map(|place| place.region))).collect(),
        })
    }

    /// What is judged of a ship.
    pub fn fact(&self, key: HullKey) -> Option<&HullFact> {
        let index = self.facts.binary_search_by_key(&key, |fact| fact.key).ok()?;
        Some(&self.facts[index])
    }

    /// An alert as far as it is told, whichever rule alerts.
    pub fn told_alert(&self, id: AlertId) -> Option<Cow<'_, Alert>> {
        match id.watch() {
            None => self.alerts.get(&id).map(Cow::Borrowed),
            Some(watch) => self.watch.alerts.get(&watch).map(|alert| Cow::Owned(as_told(alert))),
        }
    }

    /// Whether somebody has seen all that makes a ship alert.
    pub fn is_acknowledged(&self, fact: &HullFact) -> bool {
        let by_class = || self.acknowledgements.has(fact.main, fact.key);
        let mut watched = self.watch.of_hull(fact.key).peekable();
        if watched.peek().is_none() {
            return by_class();
        }
        watched.all(|alert| self.watch.acknowledged.contains_key(&alert.id)) && (!self.class_alerts(fact) || by_class())
    }

    /// Whether a ship alerts by its class.
    pub fn class_alerts(&self, fact: &HullFact) -> bool {
        [AlertId::Hull(fact.key), AlertId::Fleet(fact.main, fact.class)].iter().any(|id| {
            self.evaluation.open_alerts.get(id).is_some_and(|standing| standing.hulls.contains_key(&fact.key))
        })
    }
}

/// An alert of a watch rule in the form in which others are told.
pub fn as_told(alert: &WatchAlert) -> Alert {
    Alert {
        id: AlertId::Watch(alert.id),
        main: alert.main.unwrap_or(PilotId(0)),
        level: alert.level,
        class: HullClass::Unclassified,
        hulls: alert.hulls.clone(),
        since: BTreeMap::new(),
        sent_hulls: BTreeSet::new(),
        sent_regions: BTreeMap::new(),
        moved_at: None,
        handover_waits: false,
        sent_at: alert.sent_at,
        reminded_at: None,
        opened_at: alert.opened_at,
        state: alert.state.clone(),
    }
}
