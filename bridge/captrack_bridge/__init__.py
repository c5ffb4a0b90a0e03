"""CapTrack Bridge: lets CapTrack Desktop read what AllianceAuth knows of an alliance's capitals."""

__version__ = "0.1.0"
__title__ = "CapTrack Bridge"
