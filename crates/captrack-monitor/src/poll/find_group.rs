//! Groups of ships by their ids, asked about where nobody knows them yet.

use captrack_contract::{ErrorCode, NamedGroup, Refusal};
use captrack_domain::ids::GroupId;
use captrack_domain::policy::Policy;
use captrack_domain::text;
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
            return Err(Refusal::of(ErrorCode::Invalid, text!("refused-no-such-group", group = group.0)));
        };
        if found.category != SHIPS {
            let text = text!("refused-no-group-of-ships", group = group.0, name = found.name);
            return Err(Refusal::of(ErrorCode::Invalid, text));
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
                Err(Refusal::of(ErrorCode::Unavailable, text!("refused-group-unchecked", group = group.0)))
            }
        }
    }
}
