"""What people read is translated: nothing is missing, and everybody gets their own language. Needs no gettext."""

import ast
import gettext
import re
from pathlib import Path

import pytest
from allianceauth.notifications.models import Notification
from django.contrib.auth.models import User
from django.test import Client
from django.utils.translation import override
from django.utils.translation.template import templatize

from captrack_bridge import housekeeping, tokens
from captrack_bridge.access import Permission
from captrack_bridge.models import JournalEntry, Token
from testproject import people

PACKAGE = Path(__file__).resolve().parent.parent / "captrack_bridge"
LOCALE = PACKAGE / "locale"
#: The texts are English, so that one has no translations; it is what others start from.
SOURCE = "en"
LANGUAGES = sorted(folder.name for folder in LOCALE.iterdir())
TRANSLATED = [language for language in LANGUAGES if language != SOURCE]

SINGULAR = {"_", "gettext", "gettext_lazy", "gettext_noop"}
PLURAL = {"ngettext", "ngettext_lazy"}
#: What stands for a value, in either way of writing it.
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}|</?\w+>")


def marked(source: str) -> set[tuple[str, ...]]:
    """The texts that a Python source has translated: one, or singular and plural."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        count = 1 if name in SINGULAR else 2 if name in PLURAL else 0
        texts = [one.value for one in node.args[:count] if isinstance(one, ast.Constant)]
        if count and len(texts) == count and all(isinstance(one, str) for one in texts):
            found.add(tuple(texts))
    return found


#: What Django makes of a template for xgettext: calls, and an X in place of each letter of the rest.
STRING = r"""u(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf" n?gettext\(({STRING})(?:, *({STRING}))?", re.S)


def in_template(text: str) -> set[tuple[str, ...]]:
    """The texts that a template has translated."""
    calls = CALL.findall(templatize(text))
    return {tuple(ast.literal_eval(one) for one in call if one) for call in calls}


def texts() -> set[tuple[str, ...]]:
    """All that the bridge has translated."""
    found = set()
    for file in PACKAGE.rglob("*.py"):
        if "migrations" not in file.parts:
            found |= marked(file.read_text())
    for file in PACKAGE.rglob("*.html"):
        found |= in_template(file.read_text())
    return found


def catalogue(language: str) -> dict[tuple[str, ...], list[str]]:
    """The translations as they are written, by their texts; none may be in doubt or left over."""
    found = {}
    for block in (LOCALE / language / "LC_MESSAGES" / "django.po").read_text().split("\n\n")[1:]:
        lines = block.strip().splitlines()
        assert not [line for line in lines if line.startswith(("#~", "#|")) or "fuzzy" in line], block
        joined = re.sub(r'"\n"', "", "\n".join(line for line in lines if not line.startswith("#")))
        values = dict(re.findall(r'^(msg[^ ]+) (".*")$', joined, re.M))
        key = tuple(ast.literal_eval(values[name]) for name in ("msgid", "msgid_plural") if name in values)
        found[key] = [ast.literal_eval(value) for name, value in values.items() if name.startswith("msgstr")]
    return found


def compiled(language: str) -> dict:
    with (LOCALE / language / "LC_MESSAGES" / "django.mo").open("rb") as file:
        return {key: value for key, value in gettext.GNUTranslations(file)._catalog.items() if key}


def test_texts_are_found_in_both_kinds_of_files():
    found = texts()
    assert len(found) > 100
    assert ("Your tokens",) in found
    assert ("%(days)s day", "%(days)s days") in found
    assert any("asks to read" in one[0] for one in found)
    assert any("Too many requests" in one[0] for one in found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_has_every_text_and_no_other(language):
    missing, over = texts() - catalogue(language).keys(), catalogue(language).keys() - texts()
    assert (missing, over) == (set(), set()), "run translate.py, and translate what it added"


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_is_translated(language):
    assert [key for key, values in catalogue(language).items() if not all(values)] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_has_the_values_and_the_markup_of_its_text(language):
    for key, values in catalogue(language).items():
        wanted = sorted(PLACEHOLDER.findall(key[-1]))
        assert [sorted(PLACEHOLDER.findall(value)) for value in values] == [wanted] * len(values), key


@pytest.mark.parametrize("language", TRANSLATED)
def test_what_is_compiled_is_what_is_written(language):
    wanted = {}
    for key, values in catalogue(language).items():
        if len(key) == 1:
            wanted[key[0]] = values[0]
        else:
            wanted |= {(key[0], number): value for number, value in enumerate(values)}
    assert compiled(language) == wanted, "run translate.py"


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_use_the_words_of_people(language):
    """No text speaks of a desk; what the program is installed on is a computer."""
    shown = [*(part for one in texts() for part in one), *(one for row in catalogue(language).values() for one in row)]
    assert [one for one in shown if re.search(r"\bdesks?\b", one, re.I)] == []


@pytest.fixture
def german(leader):
    leader.profile.language = "de"
    leader.profile.save()
    client = Client(headers={"Referer": "https://auth.example.com/", "Accept-Language": "de"})
    client.force_login(leader)
    return client


CONNECT = f"connect/?name=Laptop&state={'s' * 16}&challenge={'c' * 43}"


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("", "Kein Computer ist verbunden."),
        ("", "Token erstellen"),
        (CONNECT, "CapTrack Desktop auf „Laptop“ möchte als Fleet Leader die Schiffe lesen"),
    ],
)
def test_pages_are_in_the_language_of_the_browser(german, path, sentence):
    assert sentence in german.get(f"/captrack-bridge/{path}", secure=True).content.decode()


def test_what_is_refused_on_a_page_is_said_in_its_language(german, leader, settings):
    settings.CAPTRACK_BRIDGE_TOKENS_PER_USER = 1
    tokens.create(leader, "Laptop", 30)
    page = german.get("/captrack-bridge/", secure=True).content.decode()
    key = re.search(r'name="form_key" value="([^"]+)"', page).group(1)
    form = {"form_key": key, "name": "Second", "days": "30"}
    german.post("/captrack-bridge/tokens/create/", form, secure=True)
    assert "Das Konto hat 1 gültige Token" in german.get("/captrack-bridge/", secure=True).content.decode()


def test_the_api_speaks_english_to_everybody(desk):
    desk.user.profile.language = "de"
    desk.user.profile.save()
    people.forbid(desk.user, Permission.CHARACTER_DATA.value)
    sentence = desk.get("capitals", **{"Accept-Language": "de"})["error"]["sentence"]
    assert sentence == (
        "Your AllianceAuth account may not do this. Ask an admin for the permission “Can view character audit” of Corp "
        "Tools."
    )


@pytest.mark.parametrize(("language", "title"), [("de", "neues Token „Laptop“"), ("", "new token “Laptop”")])
def test_a_notification_is_in_the_language_of_its_reader(leader, language, title):
    """Whoever makes the request: an admin, or Celery."""
    leader.profile.language = language
    leader.profile.save()
    with override("fr"):
        tokens.create(leader, "Laptop", 30)
    assert title in Notification.objects.get(user=leader).title


def test_that_a_token_expires_soon_is_said_in_the_language_of_its_reader(leader, clock_stands):
    tokens.create(leader, "Laptop", 30)
    clock_stands.forward(days=24)
    Notification.objects.all().delete()
    leader.profile.language = "de"
    leader.profile.save()
    housekeeping.clean_up()
    assert "läuft bald ab" in Notification.objects.get(user=leader).title


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ("token", "Zuletzt verwendet"),
        ("token", "Ausgewählte Token widerrufen"),
        ("snooze", "Ausgewählte Entscheidungen auf allen Computern aufheben"),
        ("journalentry", "Token erstellt"),
        ("policyrevision", "Alarmregeln"),
    ],
)
def test_admin_pages_are_in_the_language_of_the_browser(leader, desk, table, sentence):
    pilot = people.character("Titan Pilot")
    decision = {"pilot_id": pilot.character_id, "state": "snoozed", "decided_at": "2026-11-05T17:00:00Z"}
    desk.post("snoozes", {"decisions": [decision]})
    admin = Client(headers={"Accept-Language": "de"})
    admin.force_login(User.objects.create_superuser("admin", password="x"))
    page = admin.get(f"/admin/captrack_bridge/{table}/", secure=True).content.decode()
    assert sentence.casefold() in page.casefold()


def test_what_is_kept_and_logged_is_in_no_language(leader, caplog):
    with override("de"):
        tokens.create(leader, "Laptop", 30)
    assert "token created, 1" in caplog.text
    assert JournalEntry.objects.get().action == "token_created"
    assert Token.objects.get().name == "Laptop"
