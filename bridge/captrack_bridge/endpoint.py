"""What all addresses of the API have in common."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from allianceauth.services.hooks import get_extension_logger
from django.http import HttpRequest, HttpResponse
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_variables

from .access import Caller, Permission, caller_of, token_of
from .answers import json_answer
from .errors import ApiError, ErrorCode, bad_request
from .models import Token

logger = get_extension_logger(__name__)

#: The largest body that is read.
LARGEST_BODY = 512 * 1024

View = Callable[[HttpRequest, Caller], HttpResponse]
TokenView = Callable[[HttpRequest, Token], HttpResponse]
OpenView = Callable[[HttpRequest], HttpResponse]


def _error(request: HttpRequest, error: ApiError) -> HttpResponse:
    response = json_answer(request, error.body(), status=error.error.status)
    for name, value in error.headers.items():
        response.headers[name] = value
    if error.error.status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="captrack-bridge"'
    return response


def _guarded(methods: tuple[str, ...], view: OpenView) -> OpenView:
    """Answer everything that goes wrong as JSON, in English, whatever language the browser's user chose."""

    # No CSRF check: nothing here reads the session cookie, only the token in the header.
    @csrf_exempt
    @sensitive_variables()
    @wraps(view)
    def answered(request: HttpRequest) -> HttpResponse:
        with override("en"):
            try:
                if request.method not in methods:
                    raise ApiError(
                        ErrorCode.METHOD_NOT_ALLOWED,
                        headers={"Allow": ", ".join(methods)},
                        methods=" and ".join(methods),
                    )
                return view(request)
            except ApiError as error:
                return _error(request, error)
            except Exception:
                # Neither the request nor its token is part of the trace.
                logger.exception("%s %s failed", request.method, request.path)
                return _error(request, ApiError(ErrorCode.INTERNAL))

    return answered


def endpoint(*methods: str, needs: tuple[Permission, ...] = ()) -> Callable[[View], OpenView]:
    """An address for callers with a token, basic access and these permissions."""

    def decorate(view: View) -> OpenView:
        @wraps(view)
        def with_caller(request: HttpRequest) -> HttpResponse:
            caller = caller_of(request)
            for permission in needs:
                caller.must(permission)
            return view(request, caller)

        return _guarded(methods, with_caller)

    return decorate


def token_endpoint(*methods: str) -> Callable[[TokenView], OpenView]:
    """An address for whoever holds a valid token, whatever the account may do."""

    def decorate(view: TokenView) -> OpenView:
        @wraps(view)
        def with_token(request: HttpRequest) -> HttpResponse:
            return view(request, token_of(request))

        return _guarded(methods, with_token)

    return decorate


def open_endpoint(*methods: str) -> Callable[[OpenView], OpenView]:
    """An address that needs no token."""

    def decorate(view: OpenView) -> OpenView:
        return _guarded(methods, view)

    return decorate


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def _integer(text: str) -> int:
    """Numbers without end are Python's alone: a client could not read what has one in it."""
    number = int(text)
    try:
        float(number)
    except OverflowError:
        raise ValueError("no double holds it") from None
    return number


def json_body(request: HttpRequest, largest: int = LARGEST_BODY) -> dict[str, Any]:
    """The JSON object that came with a request. Raises `TOO_LARGE`, `BAD_REQUEST`."""
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        length = 0
    if length > largest:
        raise ApiError(ErrorCode.TOO_LARGE, limit=f"{largest // 1024} KiB")
    try:
        body = json.loads(request.body, parse_constant=_no_constant, parse_int=_integer)
        # Half of a surrogate pair can be written in JSON, but in no database; 1e999 is no number there either.
        json.dumps(body, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError):
        raise bad_request("its body is not JSON") from None
    if not isinstance(body, dict):
        raise bad_request("its body is not a JSON object")
    return body
