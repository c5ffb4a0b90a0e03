//! One file a route: how it is asked, and what its body means.

pub(crate) mod affiliation;
pub(crate) mod asset_pages;
pub(crate) mod asset_rows;
pub(crate) mod asset_walk;
pub(crate) mod assets;
pub(crate) mod groups;
pub(crate) mod location;
pub(crate) mod names;
pub(crate) mod online;
pub(crate) mod ship;
pub(crate) mod status;
pub(crate) mod structures;
pub(crate) mod systems;
pub(crate) mod types;
