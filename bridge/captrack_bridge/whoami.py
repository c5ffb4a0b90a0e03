"""The body of `/whoami`: what CapTrack shows after it was connected, and what it may offer."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from . import __version__, app_settings, clock, rhythm
from .access import Caller, Permission
from .capitals.ship_groups import Groups
from .changes import log, revisions, seen
from .changes.delta import who
from .lane import wire as lane
from .packages import package_version
from .times import to_wire, to_wire_exact
from .visibility import grants

#: Where corptools shows the account of a character.
_ACCOUNT = "account/overview"


def _audit_url(site: str) -> str | None:
    """Corptools' page about a main, with `{character_id}` where its id goes."""
    try:
        page = reverse("corptools:reactmain", kwargs={"character_id": 0})
    except NoReverseMatch:
        return None
    return f"{site}{page.replace('/0/', '/{character_id}/')}{_ACCOUNT}"


def _problems(caller: Caller, characters: int) -> list[dict[str, str]]:
    """What keeps CapTrack from seeing hulls although it is connected."""
    if not caller.may(Permission.CHARACTER_DATA):
        return [
            {
                "code": "character_data_missing",
                "sentence": "Your AllianceAuth account may not see character data. Ask an admin for the permission "
                f"{Permission.CHARACTER_DATA.shown}.",
            }
        ]
    if characters == 0:
        return [
            {
                "code": "no_characters",
                "sentence": "corptools has no data of any character that you may see. Register characters there, or "
                "ask an admin for permission to see more.",
            }
        ]
    return []


def build(caller: Caller, site: str, groups: Groups) -> dict[str, Any]:
    """Read and put together. `site` is the address of this AllianceAuth, `groups` are what the client asks for."""
    main, user, now = caller.main, caller.user, clock.now()
    reads = caller.may(Permission.CHARACTER_DATA)
    noted = log.note(groups.ships) if reads else None
    asking = who(user, groups, now, noted) if noted is not None else ""
    characters = seen.count(user, noted, asking) if noted is not None else 0
    requests, seconds = app_settings.rate_limit()
    return {
        "version": 1,
        "server": {
            "name": str(getattr(settings, "SITE_NAME", "AllianceAuth")),
            "bridge": __version__,
            "allianceauth": package_version("allianceauth"),
            "corptools": package_version("allianceauth-corptools"),
            "time": to_wire_exact(clock.now()),
            "audit_url": _audit_url(site) if reads else None,
        },
        "main": {
            "character_id": main.character_id,
            "name": main.character_name,
            "corporation_id": main.corporation_id,
            "corporation_name": main.corporation_name or None,
            "alliance_id": main.alliance_id,
            "alliance_name": main.alliance_name or None,
        },
        "state": user.profile.state.name,
        "token": {
            "name": caller.token.name,
            "created_at": to_wire(caller.token.created_at),
            "expires_at": to_wire(caller.token.expires_at),
        },
        "permissions": {
            "read": reads,
            "snooze": caller.may(Permission.SNOOZE),
            "policy": caller.may(Permission.POLICY),
            "refresh": reads and caller.may(Permission.REFRESH) and app_settings.lane_is_on(),
        },
        "sees": {"grants": grants(user) if reads else [], "characters": characters},
        "reads": rhythm.to_wire(),
        "fast_lane": lane.of(user, lambda lane: seen.of_lane(user, noted, asking, lane)) if noted is not None else None,
        "revisions": revisions.of(user, noted, asking, now),
        "limits": {"requests": requests, "seconds": seconds},
        "problems": _problems(caller, characters),
    }
