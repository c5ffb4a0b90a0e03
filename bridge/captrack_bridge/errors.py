"""What the API answers when it cannot do what was asked: a code that a client may branch on, and a sentence."""

from __future__ import annotations

from enum import Enum

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _


class ErrorCode(Enum):
    """Every code, with its HTTP status and its sentence: what happened and what to do next."""

    NO_TOKEN = (
        401,
        _(
            "No token came with the request. Connect CapTrack again. If it is connected, the web server in front of "
            "AllianceAuth drops the Authorization header: the bridge's README tells an admin how to keep it."
        ),
    )
    TOKEN_UNKNOWN = 401, _("AllianceAuth does not know this token. Create a new one on its CapTrack page.")
    TOKEN_EXPIRED = 401, _("The token has expired. Create a new one on AllianceAuth's CapTrack page.")
    TOKEN_REVOKED = 401, _("The token was revoked. Create a new one on AllianceAuth's CapTrack page.")
    ACCOUNT_INACTIVE = 401, _("The AllianceAuth account of this token is deactivated. Ask an admin.")
    PERMISSION_MISSING = (
        403,
        _("Your AllianceAuth account may not do this. Ask an admin for the permission {permission}."),
    )
    NO_MAIN = 403, _("Your AllianceAuth account has no main character. Select one on its dashboard.")
    REFRESH_OFF = (
        403,
        _("AllianceAuth reads pilots only on its own schedule: an admin has turned the fast lane off."),
    )
    CODE_UNKNOWN = 403, _("This code is not valid or was already used. Start the sign-in in CapTrack Desktop again.")
    CODE_EXPIRED = 403, _("This code has expired. Start the sign-in in CapTrack Desktop again.")
    BAD_REQUEST = 400, _("AllianceAuth does not understand the request: {what}.")
    NOT_FOUND = (
        404,
        _(
            "There is nothing at this address. CapTrack may be newer than the bridge on AllianceAuth: ask an admin to "
            "update the bridge."
        ),
    )
    METHOD_NOT_ALLOWED = 405, _("This address accepts {methods} only.")
    POLICY_CHANGED = 409, _("Somebody else has published alert rules since. Look at revision {revision} first.")
    TOO_LARGE = 413, _("The request or its answer is too large: the limit is {limit}.")
    TOO_MANY_TOKENS = (
        403,
        _("The account has {limit} valid tokens, the most it may have. Revoke one on AllianceAuth's CapTrack page."),
    )
    RATE_LIMITED = (
        429,
        _(
            "Too many requests with this token: the limit is {requests} in {seconds} seconds. Try again in "
            "{retry_after} seconds."
        ),
    )
    TOO_MANY_ATTEMPTS = (
        429,
        _(
            "Too many requests from your address came without a valid token or code. Try again in {retry_after} "
            "seconds."
        ),
    )
    TOO_MUCH_WORK = (
        429,
        _(
            "Your account has kept the server busy for {spent} of the last {seconds} seconds. Try again in "
            "{retry_after} seconds."
        ),
    )
    BUSY = 503, _("AllianceAuth is busy with an answer for another computer. Try again in {retry_after} seconds.")
    INTERNAL = 500, _("AllianceAuth could not answer. An admin finds the reason in its extensions log.")

    def __init__(self, status: int, sentence: str) -> None:
        self.status = status
        self.sentence = sentence

    @property
    def code(self) -> str:
        """The code as it crosses the wire."""
        return self.name.lower()


class ApiError(Exception):
    """A request that is answered with an error."""

    def __init__(
        self, error: ErrorCode, headers: dict[str, str] | None = None, extra: dict | None = None, **words: object
    ) -> None:
        self.error = error
        #: In the language of who asks: English in the API, the user's own on a page.
        self.sentence = gettext(error.sentence).format(**words)
        self.headers = headers or {}
        self.extra = extra or {}
        super().__init__(self.sentence)

    def body(self) -> dict:
        """The answer."""
        return {"version": 1, "error": {"code": self.error.code, "sentence": self.sentence}, **self.extra}


def bad_request(what: str) -> ApiError:
    """The request is wrong: `what` ends the sentence."""
    return ApiError(ErrorCode.BAD_REQUEST, what=what)


def try_again(error: ErrorCode, retry_after: int, **words: object) -> ApiError:
    """An error that is over in so many seconds."""
    return ApiError(error, headers={"Retry-After": str(retry_after)}, retry_after=retry_after, **words)
