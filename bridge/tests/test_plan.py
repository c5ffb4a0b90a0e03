"""A whole invented alliance, hull by hull: the bridge tells exactly what the plan says."""

import pytest

from testproject import plan
from testproject.fill import fill

from .conftest import NOW


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_hull_of_an_invented_alliance_is_told_as_it_is(desk, seed):
    made = plan.make(accounts=80, capitals=600, seed=seed, now=NOW)
    fill(made)
    told, expected = plan.flat(desk.get("capitals")), plan.expected(made)
    assert len(told) == len(expected) >= 600
    for one, other in zip(told, expected, strict=True):
        assert one == other


def test_an_invented_alliance_has_every_edge():
    rows = plan.expected(plan.make(accounts=500, capitals=3000, seed=1, now=NOW))
    assert any(row["system_id"] is None and not row["asset_safety"] for row in rows)
    for edge in (
        {"asset_safety": True},
        {"main_id": None, "owned": True},
        {"owned": False},
        {"singleton": False},
        {"item_id": None},
        {"flown": True},
        {"flown": None},
        {"observed_at": None},
        {"alliance_id": None},
        {"site": "space"},
        {"site": "station"},
    ):
        assert any(edge.items() <= row.items() for row in rows), edge
    assert {row["group_id"] for row in rows} == set(plan.WEIGHTS)


def test_the_same_seed_makes_the_same_alliance():
    one, other = (plan.expected(plan.make(20, 100, 7, NOW)) for _ in range(2))
    assert one == other
