//! GET `/universe/structures/{id}`. ESI: old error limit, cached 3600 s; 403 without docking access.

use captrack_domain::foreign_text::name;
use captrack_domain::ids::SystemId;
use captrack_ports::StructureAnswer;
use serde::Deserialize;

#[derive(Deserialize)]
pub(crate) struct Structure {
    name: String,
    solar_system_id: i64,
}

impl Structure {
    /// What is known of it; none when its system cannot be one.
    pub(crate) fn answer(self) -> Option<StructureAnswer> {
        let system = SystemId(self.solar_system_id);
        system.is_plausible().then_some(StructureAnswer::Known { name: name(&self.name), system })
    }
}
