"""The addresses of the API: thin; what they answer is made elsewhere. `docs/api.md` describes them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from .. import app_settings, clock, connect_codes, rate_limit, tasks, tokens
from .. import coverage as coverage_body
from .. import policy as policy_body
from .. import whoami as whoami_body
from ..access import Caller, Permission
from ..answers import conditional, conditional_by_halves, json_answer
from ..build_lock import alone
from ..capitals import answer as capitals_body
from ..capitals import fingerprint
from ..capitals.ship_groups import ships_of
from ..changes import delta
from ..decisions import parse, read, store
from ..decisions.kind import ACKNOWLEDGEMENTS, SNOOZES, Kind
from ..endpoint import endpoint, json_body, open_endpoint, token_endpoint
from ..errors import ApiError, ErrorCode, bad_request
from ..lane import refresh as lane_refresh
from ..models import Token
from ..times import to_wire
from ..work_limit import costly
from .tokens import site_address

MOST_GROUPS = 100
#: A code and a verifier are a few hundred bytes.
LARGEST_EXCHANGE = 4 * 1024


def _groups(request: HttpRequest) -> frozenset[int]:
    """The groups asked for, without any the ten capital ones."""
    text = request.GET.get("groups")
    if text is None:
        return frozenset(app_settings.CAPITAL_GROUPS)
    parts = text.split(",")
    if len(parts) > MOST_GROUPS or not all(part.isascii() and part.isdigit() and len(part) <= 9 for part in parts):
        raise bad_request("groups is not a list of group ids such as 30,659")
    return frozenset(int(part) for part in parts)


@endpoint("GET")
def whoami(request: HttpRequest, caller: Caller) -> HttpResponse:
    """Who the token belongs to and what it may do."""
    return json_answer(request, whoami_body.build(caller, site_address(request), ships_of(_groups(request))))


@endpoint("GET", needs=(Permission.CHARACTER_DATA,))
@costly
def capitals(request: HttpRequest, caller: Caller) -> HttpResponse:
    """All hulls of the groups that the account may see."""
    groups, now = ships_of(_groups(request)), clock.now()
    since = request.GET.get("since")
    if since is not None:
        return json_answer(request, delta.build(caller.user, groups, now, since, alone))
    halves = fingerprint.halves(caller.user, groups, now)
    return conditional_by_halves(request, halves, lambda: capitals_body.build(caller.user, groups, now), alone)


@endpoint("GET", needs=(Permission.CHARACTER_DATA,))
@costly
def coverage(request: HttpRequest, caller: Caller) -> HttpResponse:
    """Which characters are known, how old their data is, what is missing."""
    now = clock.now()
    halves = coverage_body.halves(caller.user, now)
    return conditional_by_halves(request, halves, lambda: coverage_body.build(caller.user, now), alone)


def _decisions(request: HttpRequest, caller: Caller, kind: Kind) -> HttpResponse:
    if request.method == "GET":
        etag = read.etag(kind, caller.user)
        return conditional(request, etag, lambda: read.build(kind, caller.user))
    caller.must(Permission.SNOOZE)
    results = store.store(kind, caller, parse.parse(kind, json_body(request), clock.now()))
    return json_answer(request, {"version": 1, "results": results})


@endpoint("GET", "POST", needs=(Permission.CHARACTER_DATA,))
def snoozes(request: HttpRequest, caller: Caller) -> HttpResponse:
    """The snoozes of pilots that the account may see; new ones come as decisions."""
    return _decisions(request, caller, SNOOZES)


@endpoint("GET", "POST", needs=(Permission.CHARACTER_DATA,))
def acknowledgements(request: HttpRequest, caller: Caller) -> HttpResponse:
    """The acknowledgements of mains that the account may see; new ones come as decisions."""
    return _decisions(request, caller, ACKNOWLEDGEMENTS)


@endpoint("GET", "PUT")
def policy(request: HttpRequest, caller: Caller) -> HttpResponse:
    """The published policy."""
    if request.method == "GET":
        return conditional(request, policy_body.etag(policy_body.newest_revision()), policy_body.build)
    caller.must(Permission.POLICY)
    text, base = policy_body.parse(json_body(request))
    answer = policy_body.publish(caller.author, text, base)
    return json_answer(request, answer, etag=policy_body.etag(answer["revision"]))


@endpoint("POST", needs=(Permission.CHARACTER_DATA, Permission.REFRESH))
def refresh(request: HttpRequest, caller: Caller) -> HttpResponse:
    """Have pilots read sooner than they would be."""
    pilots = lane_refresh.parse(json_body(request))
    answer = lane_refresh.ask(caller, pilots, lambda: tasks.fast_lane.apply_async(priority=6))
    return json_answer(request, answer, status=202)


@token_endpoint("DELETE")
def token(request: HttpRequest, own: Token) -> HttpResponse:
    """Revoke the token that the request came with: its client needs it no more."""
    tokens.revoke(own, own.user)
    return json_answer(request, {"version": 1, "revoked": own.name})


@open_endpoint("POST")
def connect(request: HttpRequest) -> HttpResponse:
    """Exchange the code that the browser handed over for a token."""
    rate_limit.take_attempt(request)
    body = json_body(request, LARGEST_EXCHANGE)
    code, verifier = body.get("code"), body.get("verifier")
    if not isinstance(code, str) or not isinstance(verifier, str) or not 43 <= len(verifier) <= 128:
        raise bad_request("it needs a code and a verifier of 43 to 128 characters")
    made, secret = connect_codes.exchange(code.strip(), verifier)
    answer = {"version": 1, "token": secret, "name": made.name, "expires_at": to_wire(made.expires_at)}
    response = json_answer(request, answer, status=201)
    response.headers["Cache-Control"] = "no-store"
    return response


@open_endpoint("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
def nothing_here(request: HttpRequest) -> HttpResponse:
    """Every other address below `api/`: JSON, not a login page."""
    raise ApiError(ErrorCode.NOT_FOUND)
