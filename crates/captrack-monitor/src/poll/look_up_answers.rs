//! Keeping what was looked up: in the store first, then in memory.

use std::collections::BTreeSet;

use captrack_domain::ids::{GroupId, LocationId, PilotId, TypeId};
use captrack_ports::{HullTypeAnswer, NameAnswer, NamesError, ShipGroup, StructureAnswer};
use captrack_store::{CachedName, CachedStructure, KnownGroup, KnownType, StoreError};

use crate::poll::Poller;
use crate::poll::look_ups::LookUpAnswer;
use crate::state::look_ups::LookUpSubject;
use crate::state::{KnownName, KnownStructure};

impl Poller<'_> {
    /// Keeps an answer; one that cannot be written is asked for again. Gives the type that has turned out to be a capital.
    pub(crate) async fn take_look_up(
        &self,
        subject: LookUpSubject,
        answer: Result<LookUpAnswer, NamesError>,
    ) -> Result<Option<TypeId>, StoreError> {
        self.lock().await.look_ups.under_way.remove(&subject);
        let kept = match answer {
            Ok(LookUpAnswer::Names(answers)) => self.keep_names(answers).await.map(|()| None),
            Ok(LookUpAnswer::Structure(id, pilot, answer)) => {
                self.keep_structure(id, pilot, answer).await.map(|()| None)
            }
            Ok(LookUpAnswer::Type(id, answer)) => self.keep_type(id, answer).await.map(|capital| capital.then_some(id)),
            Ok(LookUpAnswer::Group(id, Some(found))) => self.keep_group(id, Some(found)).await.map(|_| None),
            Ok(LookUpAnswer::Group(_, None)) => {
                // There is none, and that is not kept: it is asked about again now and then.
                let now = self.now();
                self.lock().await.look_ups.failed(subject, now);
                return Ok(None);
            }
            Err(error) => {
                tracing::info!(?subject, %error, "not looked up; it is asked about again");
                let now = self.now();
                self.lock().await.look_ups.failed(subject, now);
                return Ok(None);
            }
        };
        let now = self.now();
        let mut state = self.lock().await;
        match &kept {
            Ok(_) => drop(state.look_ups.waits.remove(&subject)),
            Err(_) => state.look_ups.failed(subject, now),
        }
        kept
    }

    /// Keeps names, also that there are none.
    pub(crate) async fn keep_names(&self, answers: Vec<NameAnswer>) -> Result<(), StoreError> {
        let asked_at = self.now();
        let cached: Vec<CachedName> = answers
            .iter()
            .map(|answer| CachedName { id: answer.id, name: answer.name.clone(), category: None, fetched_at: asked_at })
            .collect();
        self.store.put_names(&cached).await?;
        let mut state = self.lock().await;
        for answer in answers {
            state.names.insert(answer.id, KnownName { name: answer.name, asked_at });
        }
        Ok(())
    }

    /// Keeps what a pilot was told of a structure.
    pub(crate) async fn keep_structure(
        &self,
        id: LocationId,
        pilot: PilotId,
        answer: StructureAnswer,
    ) -> Result<(), StoreError> {
        let asked_at = self.now();
        let mut known = self.lock().await.structures.get(&id).cloned().unwrap_or_else(|| KnownStructure {
            known: None,
            asked_at,
            denied_to: BTreeSet::new(),
        });
        known.asked_at = asked_at;
        match answer {
            StructureAnswer::Known { name, system } => {
                known.known = Some((name, system));
                known.denied_to.clear();
            }
            // What another pilot could see stays known.
            StructureAnswer::Denied => drop(known.denied_to.insert(pilot)),
        }
        self.store.put_structures(&[CachedStructure { id, known: known.known.clone(), fetched_at: asked_at }]).await?;
        self.lock().await.structures.insert(id, known);
        Ok(())
    }

    /// Keeps what a type is; whether it is a capital.
    pub(crate) async fn keep_type(&self, type_id: TypeId, answer: HullTypeAnswer) -> Result<bool, StoreError> {
        let (name, group_id, is_capital) = match answer {
            HullTypeAnswer::Capital { name, group } => (name, group, true),
            HullTypeAnswer::NotACapital => (String::new(), GroupId(0), false),
        };
        let known = KnownType { type_id, name, group_id, is_capital, fetched_at: self.now() };
        self.store.put_type(&known).await?;
        self.lock().await.types.insert(type_id, known);
        Ok(is_capital)
    }

    /// Keeps what a group is; that there is no such group is not kept.
    pub(crate) async fn keep_group(
        &self,
        group: GroupId,
        found: Option<ShipGroup>,
    ) -> Result<Option<KnownGroup>, StoreError> {
        let Some(ShipGroup { name, category, types }) = found else { return Ok(None) };
        let known = KnownGroup { group, name, category, types, fetched_at: self.now() };
        let mut tx = self.store.begin().await?;
        tx.put_known_group(&known).await?;
        tx.commit().await?;
        self.lock().await.groups.insert(group, known.clone());
        Ok(Some(known))
    }
}
