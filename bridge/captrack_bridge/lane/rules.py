"""Which groups of ships the lane is for, by the rules in force: those that were published, else the usual ones."""

from __future__ import annotations

from typing import Any, NamedTuple

#: Titans and supercarriers, which alert wherever they are.
USUAL = frozenset({30, 659})


class Wanted(NamedTuple):
    """Groups of CCP's static data."""

    #: Every ship of these alerts.
    always: frozenset[int]
    #: These count in some other way.
    others: frozenset[int]


def wanted(policy: dict[str, Any] | None, capitals: frozenset[int]) -> Wanted:
    """What a policy says. A class of which it says nothing that is understood is no reason to read anybody."""
    classes = policy.get("classes") if policy else None
    if not isinstance(classes, dict):
        return Wanted(USUAL, capitals - USUAL)
    found: dict[str, set[int]] = {"always": set(), "others": set()}
    for rule in classes.values():
        if not isinstance(rule, dict) or not isinstance(rule.get("groups"), list):
            continue
        groups = {group for group in rule["groups"] if type(group) is int and 0 < group < 2**31}
        mode = rule.get("mode")
        if mode == "always":
            found["always"] |= groups
        elif mode in ("threshold", "track_only"):
            found["others"] |= groups
    return Wanted(frozenset(found["always"]), frozenset(found["others"] - found["always"]))
