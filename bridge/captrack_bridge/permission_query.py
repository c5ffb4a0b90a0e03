"""What an account may do, fetched in one query instead of one each for the account, its groups and its state.

It is asked anew at each request, so what is withdrawn is gone with the next one. Django's and AllianceAuth's backends
keep what they have fetched on the account they were asked about; here all of it is put there at once, by their own
queries. A site with backends of its own is left alone: they ask by themselves.
"""

from __future__ import annotations

from allianceauth.authentication.backends import StateBackend
from django.contrib.auth import get_backends
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import User
from django.db.models import QuerySet, TextField, Value

#: Whose permissions they are, as the backends name them.
_SOURCES = ("user", "group", "state")


def _of(user: User, source: str) -> QuerySet:
    find = getattr(StateBackend(), f"_get_{source}_permissions")
    whose = Value(source, output_field=TextField())
    return find(user).order_by().annotate(_of=whose).values_list("content_type__app_label", "codename", "_of")


def fetch(user: User) -> None:
    """Put on the account what it may do, so that its backends need not ask. One query; none for a superuser."""
    if user.is_superuser or not all(type(backend) in (StateBackend, ModelBackend) for backend in get_backends()):
        return
    found: dict[str, set[str]] = {source: set() for source in _SOURCES}
    first, *rest = (_of(user, source) for source in _SOURCES)
    for app, codename, source in first.union(*rest, all=True):
        found[source].add(f"{app}.{codename}")
    for source, permissions in found.items():
        setattr(user, f"_{source}_perm_cache", permissions)
