"""Values that one JSON library writes and another cannot read. The program's tests read the same lines.

`odd_values.txt` has one value a line: `+`: the bridge takes it, and then every desk can read it; `-`: it does not.
"""

from pathlib import Path

import pytest

LINES = (Path(__file__).parent / "odd_values.txt").read_text(encoding="utf-8").splitlines()


def values(taken):
    return [line[2:] for line in LINES if line[0] == taken]


def publish(desk, value):
    revision = desk.get("policy")["revision"]
    desk.put("policy", f'{{"policy": {{"odd": {value}}}, "base_revision": {revision}}}')
    return desk.status


def test_every_line_says_whether_it_is_taken():
    assert {line[:2] for line in LINES} == {"+ ", "- "}


@pytest.mark.parametrize("value", values("+"))
def test_what_every_desk_can_read_is_taken_and_told(desk, value):
    assert publish(desk, value) == 200
    assert "odd" in desk.get("policy")["policy"]


@pytest.mark.parametrize("value", values("-"))
def test_what_some_desk_cannot_read_is_refused_and_tells_nobody(desk, value):
    assert publish(desk, value) == 400
    assert desk.get("policy")["revision"] == 0
