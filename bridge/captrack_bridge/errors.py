"""What the API answers when it cannot do what was asked: a code that a desk may branch on, and a sentence."""

from __future__ import annotations

from enum import Enum


class ErrorCode(Enum):
    """Every code, with its HTTP status and its sentence: what happened and what to do next."""

    NO_TOKEN = (
        401,
        "No token came with the request: connect the desk again. If it is connected, the web server in front drops the "
        "Authorization header; an admin finds how to keep it in the bridge's README.",
    )
    TOKEN_UNKNOWN = 401, "AllianceAuth does not know this token: make a new one on its CapTrack page."
    TOKEN_EXPIRED = 401, "The token has expired: make a new one on AllianceAuth's CapTrack page."
    TOKEN_REVOKED = 401, "The token was revoked: make a new one on AllianceAuth's CapTrack page."
    ACCOUNT_INACTIVE = 401, "The AllianceAuth account of this token is switched off: ask an admin."
    PERMISSION_MISSING = (
        403,
        "Your AllianceAuth account may not do this: ask an admin for the permission {permission}.",
    )
    NO_MAIN = 403, "Your AllianceAuth account has no main character: choose one on its dashboard."
    REFRESH_OFF = (
        403,
        "Pilots are read when it is their turn only: AllianceAuth's admin has switched the fast lane off.",
    )
    CODE_UNKNOWN = 403, "This code is not valid or was used already: start the sign-in from the desk again."
    CODE_EXPIRED = 403, "This code has expired: start the sign-in from the desk again."
    BAD_REQUEST = 400, "The request cannot be understood: {what}."
    NOT_FOUND = (
        404,
        "There is nothing at this address: the desk may be newer than the bridge on AllianceAuth, which an admin can "
        "update.",
    )
    METHOD_NOT_ALLOWED = 405, "This address answers {methods} only."
    POLICY_CHANGED = 409, "Somebody else published a policy meanwhile: look at revision {revision} first."
    TOO_LARGE = 413, "That is too much at once: at most {limit}."
    TOO_MANY_TOKENS = (
        403,
        "The account has {limit} valid tokens, the most it may have: revoke one on AllianceAuth's CapTrack page.",
    )
    RATE_LIMITED = (
        429,
        "Too many requests with this token, at most {requests} in {seconds} seconds are answered: try again in "
        "{retry_after} seconds.",
    )
    TOO_MANY_ATTEMPTS = (
        429,
        "Too many requests from your address came without a valid token or code: try again in {retry_after} seconds.",
    )
    TOO_MUCH_WORK = (
        429,
        "Your account has kept the server busy for {spent} of the last {seconds} seconds: try again in {retry_after} "
        "seconds.",
    )
    BUSY = 503, "AllianceAuth is putting together the answer for another desk: try again in {retry_after} seconds."
    INTERNAL = 500, "AllianceAuth could not answer: an admin finds the reason in its extensions log."

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
        self.sentence = error.sentence.format(**words)
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
