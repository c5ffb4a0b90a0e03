"""Whatever goes wrong, the answer is JSON with a code and a sentence."""

import pytest
from django.test import Client

from captrack_bridge.errors import ErrorCode


@pytest.mark.parametrize("path", ["api/", "api/v1/", "api/v1/nothing", "api/v2/capitals", "api/v1/capitals/"])
def test_an_unknown_address_is_told_in_json(db, path):
    response = Client().get(f"/captrack-bridge/{path}", secure=True)
    assert response.status_code == 404
    assert response.json()["error"]["code"] == "not_found"
    assert response.headers["X-Captrack-Bridge"] == "1"


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("post", "whoami", "GET"),
        ("delete", "capitals", "GET"),
        ("put", "snoozes", "GET, POST"),
        ("post", "policy", "GET, PUT"),
        ("get", "connect", "POST"),
    ],
)
def test_another_method_is_refused_with_those_that_work(desk, method, path, allowed):
    answer = desk.send(method, path, {}) if method != "get" else desk.get(path)
    assert (desk.status, answer["error"]["code"]) == (405, "method_not_allowed")
    assert desk.last.headers["Allow"] == allowed


def test_every_answer_says_that_it_is_the_bridges(desk):
    for path in ("whoami", "capitals", "nothing"):
        desk.get(path)
        assert desk.last.headers["X-Captrack-Bridge"] == "1"
        assert desk.last.headers["Content-Type"] == "application/json"


@pytest.mark.parametrize("error", ErrorCode)
def test_every_sentence_is_one_plain_sentence(error):
    sentence = error.sentence
    assert sentence[0].isupper()
    assert sentence.endswith(".")
    assert "!" not in sentence


def test_a_crash_in_the_middle_is_an_answer_too(desk, monkeypatch):
    from captrack_bridge.capitals import answer

    monkeypatch.setattr(answer, "owners", lambda user: 1 / 0)
    assert desk.error("capitals") == "internal"
    assert desk.status == 500
