"""Taking over what aa-captrack kept. The real plugin is installed."""

import io
import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from captrack_bridge import app_settings, old_captrack
from captrack_bridge.models import JournalEntry, PolicyRevision, Snooze
from testproject import people

captrack = pytest.importorskip("captrack.models", reason="aa-captrack is for AllianceAuth 5")
CapTrackSettings, CapWatchlist = captrack.CapTrackSettings, captrack.CapWatchlist


def run(**options) -> str:
    said = io.StringIO()
    call_command("captrack_bridge_import", stdout=said, **options)
    return said.getvalue()


def watch(name, clock_stands, **until):
    user = people.account(name)
    ownership = user.profile.main_character.character_ownership
    entry = CapWatchlist.objects.create(
        character=ownership, alert_snoozed_until=clock_stands.now + timedelta(**until) if until else None
    )
    CapWatchlist.objects.filter(pk=entry.pk).update(first_detected=clock_stands.ago(days=3))
    return user.profile.main_character.character_id


@pytest.fixture
def old(db):
    settings = CapTrackSettings.objects.create(webhook_url="https://discord.example/secret")
    settings.blacklisted_regions.set([10000060, 10000002])


def test_snoozes_that_still_hold_are_taken_over(old, desk, clock_stands):
    pilot = watch("Snoozed", clock_stands, hours=6)
    watch("Never", clock_stands)
    watch("Over", clock_stands, hours=-1)
    assert "1 snoozes imported, 0 skipped" in run()
    assert desk.get("snoozes")["snoozes"] == [
        {
            "pilot_id": pilot,
            "state": "snoozed",
            "since": "2026-11-02T18:00:00.000000Z",
            "until": "2026-11-06T00:00:00.000000Z",
            "decided_at": "2026-11-02T18:00:00.000000Z",
            "by": "aa-captrack",
            "by_id": None,
            "why": None,
        }
    ]


def test_ten_years_mean_until_cleared(old, clock_stands):
    watch("For Ever", clock_stands, days=3650)
    run()
    assert Snooze.objects.get().until is None


def test_what_a_desk_decided_stays(old, desk, clock_stands):
    pilot = watch("Both", clock_stands, hours=6)
    cleared = {"pilot_id": pilot, "state": "cleared", "decided_at": "2026-11-05T17:00:00Z"}
    desk.post("snoozes", {"decisions": [cleared]})
    assert "0 snoozes imported, 1 skipped because CapTrack already has a decision" in run()
    assert Snooze.objects.get().stands is False


def test_an_offline_decision_that_comes_later_wins_over_an_imported_one(old, desk, clock_stands):
    pilot = watch("Offline", clock_stands, hours=6)
    run()
    cleared = {"pilot_id": pilot, "state": "cleared", "decided_at": "2026-11-04T00:00:00Z"}
    assert desk.post("snoozes", {"decisions": [cleared]})["results"][0]["outcome"] == "stored"


def test_regions_become_the_first_policy(old, desk, clock_stands):
    assert "looks in 2 regions only" in run()
    answer = desk.get("policy")
    assert answer["policy"] == {"scope": {"kind": "only_listed", "regions": [10000002, 10000060]}}
    assert (answer["revision"], answer["by"]) == (1, "aa-captrack")


def test_thresholds_repeats_and_mentions_are_taken_over(old, desk, settings):
    settings.CAPTRACK_SUBCAP_ALERT_THRESHOLD = 3
    settings.CAPTRACK_ALERT_COOLDOWN_MINUTES = 120
    settings.CAPTRACK_CRITICAL_MIN_REPEAT_MINUTES = 2
    CapTrackSettings.objects.update(discord_mention_roles="11, 22,x", discord_mention_users="33")
    said = run()
    for line in (
        "it looks in 2 regions only",
        "it alerts from 3 dreadnoughts, lancers, carriers or force auxiliaries on",
        "it repeats what is critical every 5 minutes",
        "it repeats what is alerting every 120 minutes",
        "it notes whom to mention on Discord: roles 11, 22; users 33",
    ):
        assert line in said
    policy = desk.get("policy")["policy"]
    assert policy["scope"] == {"kind": "only_listed", "regions": [10000002, 10000060]}
    assert policy["repeat"] == {"critical": 300, "alerting": 7200}
    assert policy["mentions"] == {"roles": ["11", "22"], "users": ["33"]}
    thresholds = {name: rule.get("n") for name, rule in policy["classes"].items() if rule["mode"] == "threshold"}
    counted = {"dreadnought": 3, "lancer_dreadnought": 3, "carrier": 3, "force_auxiliary": 3}
    assert thresholds == counted | {"command_carrier": 5}


def test_a_policy_with_classes_has_all_of_them_with_their_groups(old, desk, settings):
    """A class that is not in it would have no groups at the desks: its ships would belong to none."""
    settings.CAPTRACK_SUBCAP_ALERT_THRESHOLD = 3
    run()
    groups = [group for rule in desk.get("policy")["policy"]["classes"].values() for group in rule["groups"]]
    assert sorted(groups) == sorted(app_settings.CAPITAL_GROUPS)


@pytest.mark.parametrize("threshold", [0, -1, 1001, "3", True, None])
def test_a_threshold_that_no_desk_takes_is_left(old, desk, settings, threshold):
    settings.CAPTRACK_SUBCAP_ALERT_THRESHOLD = threshold
    run()
    assert "classes" not in desk.get("policy")["policy"]


def test_what_is_left_is_said_with_what_to_do(old, desk):
    said = run()
    assert "CapTrack Desktop repeats nothing unless the alert rules say so" in said
    assert "The webhook: enter it on the computer that relays to Discord." in said
    assert "discord.example" not in said


def test_a_policy_that_is_published_stays(old, desk):
    desk.put("policy", {"policy": {"mine": True}, "base_revision": 0})
    assert "No alert rules were published: some are already published." in run()
    assert PolicyRevision.objects.count() == 1


def test_without_regions_no_policy_is_published(db):
    assert "No alert rules were published: aa-captrack has no regions, and its settings are the defaults." in run()


def test_it_is_done_once(old, clock_stands):
    run()
    watch("Later", clock_stands, hours=6)
    with pytest.raises(CommandError, match="imported before; add --again"):
        run()
    assert "1 snoozes imported" in run(again=True)


def test_it_stands_in_the_journal_without_the_webhook(old, clock_stands):
    run()
    entry = JournalEntry.objects.get()
    assert entry.action == "imported"
    assert json.loads(entry.new) == {
        "snoozes": 0,
        "kept": 0,
        "rules": ["looks in 2 regions only"],
        "policy_left": None,
    }


def test_aa_captrack_itself_is_not_changed(old, clock_stands):
    watch("Snoozed", clock_stands, hours=6)
    before = list(CapWatchlist.objects.values())
    run()
    assert list(CapWatchlist.objects.values()) == before


def test_without_aa_captrack_it_says_so(db, monkeypatch):
    monkeypatch.setattr(old_captrack.apps, "is_installed", lambda name: False)
    with pytest.raises(CommandError, match="not installed"):
        run()
