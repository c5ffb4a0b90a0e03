"""What a desk makes of the answers with `since`, and one that can be compared with another."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .conftest import Desk, table

_NAMED = {"mains": "id", "corporations": "id", "alliances": "id", "types": "type_id", "places": "location_id"}


@dataclass
class Picture:
    """All that a desk knows."""

    cursor: str = ""
    characters: dict[int, dict[str, Any]] = field(default_factory=dict)
    hulls: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    named: dict[str, dict[int, dict[str, Any]]] = field(default_factory=dict)
    #: The newest times of reads that were told, by character and column.
    newest: dict[tuple[int, str], str] = field(default_factory=dict)

    def _time_goes_on(self, answer: dict[str, Any]) -> None:
        """None was told that is older than one told before."""
        for character in table(answer["characters"]):
            for column in ("assets_observed_at", "location_observed_at"):
                told, key = character[column], (character["character_id"], column)
                if told is not None:
                    assert told >= self.newest.get(key, ""), (character, self.newest[key])
                    self.newest[key] = told

    def take(self, answer: dict[str, Any]) -> None:
        """Put an answer into it."""
        self._time_goes_on(answer)
        if answer.get("full", True):
            self.characters, self.hulls, self.named = {}, {}, {}
        for character in table(answer["characters"]):
            self.characters[character["character_id"]] = character
            self.hulls[character["character_id"]] = []
        for hull in table(answer["hulls"]):
            self.hulls[hull["character_id"]].append(hull)
        for gone in answer.get("removed", []):
            del self.characters[gone], self.hulls[gone]
        for name, key in _NAMED.items():
            self.named.setdefault(name, {}).update({row[key]: row for row in table(answer[name])})
        self.cursor = answer.get("cursor") or ""

    def ask(self, desk: Desk, more: str = "") -> dict[str, Any]:
        """Let a desk ask for what is new."""
        answer = desk.get(f"capitals?since={self.cursor}{more}")
        assert desk.status == 200, answer
        self.take(answer)
        return answer

    def shown(self) -> Any:
        """With the names of what there is, and of nothing else."""

        def name(kind: str, key: int | None) -> Any:
            return None if key is None else self.named[kind][key]

        return {
            identity: (
                character,
                name("mains", character["main_id"]),
                name("corporations", character["corporation_id"]),
                name("alliances", character["alliance_id"]),
                [
                    (hull, name("types", hull["type_id"]), name("places", hull["location_id"]))
                    for hull in sorted(self.hulls[identity], key=lambda hull: (hull["item_id"] or 0, hull["type_id"]))
                ],
            )
            for identity, character in self.characters.items()
        }


def full(desk: Desk) -> Any:
    """What a desk that never asked before is shown."""
    picture = Picture()
    answer = desk.get("capitals")
    assert desk.status == 200, answer
    picture.take(answer)
    return picture.shown()
