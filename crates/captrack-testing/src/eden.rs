//! Pilots whom tests know by name, and hulls and places of New Eden by CCP's own ids.

use captrack_domain::ids::{LocationId, PilotId, RegionId, SystemId, TypeId};

/// Kara Volkov.
pub const KARA: PilotId = PilotId(2_112_000_001);
/// Mira Solace.
pub const MIRA: PilotId = PilotId(2_112_000_002);
/// Oran Vaari.
pub const ORAN: PilotId = PilotId(2_112_000_003);

/// A titan.
pub const AVATAR: TypeId = TypeId(11_567);
/// Another titan.
pub const EREBUS: TypeId = TypeId(671);
/// A third one.
pub const LEVIATHAN: TypeId = TypeId(3764);
/// A fourth one.
pub const RAGNAROK: TypeId = TypeId(23_773);
/// A supercarrier.
pub const NYX: TypeId = TypeId(23_913);
/// Another supercarrier.
pub const HEL: TypeId = TypeId(22_852);
/// A carrier.
pub const ARCHON: TypeId = TypeId(23_757);
/// Another carrier.
pub const THANATOS: TypeId = TypeId(23_911);
/// A third one.
pub const NIDHOGGUR: TypeId = TypeId(24_483);
/// A dreadnought.
pub const REVELATION: TypeId = TypeId(19_720);
/// Another dreadnought.
pub const NAGLFAR: TypeId = TypeId(19_722);
/// A capital industrial ship.
pub const RORQUAL: TypeId = TypeId(28_352);
/// A flag cruiser, no capital.
pub const MONITOR: TypeId = TypeId(45_534);
/// A frigate, no capital.
pub const RIFTER: TypeId = TypeId(587);

/// The trade hub, in The Forge.
pub const JITA: SystemId = SystemId(30_000_142);
/// Next to Jita, in The Forge too.
pub const PERIMETER: SystemId = SystemId(30_000_144);
/// The region around Jita.
pub const THE_FORGE: RegionId = RegionId(10_000_002);
/// 1DQ1-A, in Delve.
pub const DELVE: SystemId = SystemId(30_004_759);
/// The region around 1DQ1-A.
pub const DELVE_REGION: RegionId = RegionId(10_000_060);
/// Jita IV - Moon 4 - Caldari Navy Assembly Plant.
pub const JITA_STATION: LocationId = LocationId(60_003_760);
