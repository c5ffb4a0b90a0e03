//! Groups of ships by their ids, asked about where nobody knows them yet.

use captrack_contract::{ErrorCode, NamedGroup, Refusal};
use captrack_domain::ids::GroupId;
use captrack_domain::policy::Policy;
use captrack_ports::hull_types::SHIPS;
use captrack_store::KnownGroup;
use captrack_universe::universe;

use crate::poll::Poller;
use crate::shared::refusal::store_refused;

impl Poller<'_> {
    /// A group of ships by its id.
    ///
    /// # Errors
    /// `Invalid`: there is none, or it is none of ships. `Unavailable`: it could not be asked about now.
    pub async fn find_group(&self, group: GroupId) -> Result<NamedGroup, Refusal> {
        if let Some(found) = universe().group(group) {
            return Ok(NamedGroup { group, name: found.name.to_owned() });
        }
        let known = self.lock().await.groups.get(&group).cloned();
        let found = match known {
            Some(known) => Some(known),
            None => self.ask_about(group).await?,
        };
        let Some(found) = found else {
            let sentence = format!("There is no group {group} in New Eden: check the number.");
            return Err(Refusal::new(ErrorCode::Invalid, sentence));
        };
        if found.category != SHIPS {
            let sentence = format!("Group {group}, {}, is no group of ships: take it out.", found.name);
            return Err(Refusal::new(ErrorCode::Invalid, sentence));
        }
        Ok(NamedGroup { group, name: found.name })
    }

    /// Refuses a policy that tracks what are no ships.
    pub(crate) async fn check_groups(&self, policy: &Policy) -> Result<(), Refusal> {
        for group in policy.tracked_groups() {
            self.find_group(group).await?;
        }
        Ok(())
    }

    async fn ask_about(&self, group: GroupId) -> Result<Option<KnownGroup>, Refusal> {
        match self.ports.types.group(group).await {
            Ok(found) => self.keep_group(group, found).await.map_err(|error| store_refused(&error)),
            Err(error) => {
                tracing::info!(%group, %error, "a group was not looked up");
                let sentence = format!(
                    "Group {group} could not be checked now, because EVE's servers do not answer: try again later."
                );
                Err(Refusal::new(ErrorCode::Unavailable, sentence))
            }
        }
    }
}
