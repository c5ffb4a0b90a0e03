//! AllianceAuth through its bridge.
