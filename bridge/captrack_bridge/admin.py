"""The admin pages: tokens to revoke, decisions to clear, policies to withdraw, the journal; all else only to see."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import BigIntegerField, Case, QuerySet, When
from django.db.models.functions import Cast
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from . import clock, policy, tokens
from .access import Permission
from .admin_columns import day_and_time, name_of, readable, short, with_names
from .decisions.clear import clear
from .decisions.kind import ACKNOWLEDGEMENTS, SNOOZES, Kind
from .errors import ApiError
from .journal import Author
from .models import Acknowledgement, JournalEntry, PolicyRevision, Snooze, Token

#: What the journal notes with a character's ID as its subject.
ABOUT_CHARACTERS = [action for kind in (SNOOZES, ACKNOWLEDGEMENTS) for action in (kind.action, kind.clear_action)]


class LookOnly(admin.ModelAdmin):
    """Nothing can be added, changed or deleted: a record that can be edited is none."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Never."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Never."""
        return False


@admin.register(Token)
class TokenAdmin(LookOnly):
    """Tokens. The hash is of no use to anybody and not shown."""

    list_display = (
        "name",
        "user",
        "hint",
        short(Token, "created_at"),
        short(Token, "last_used_at"),
        "last_used_from",
        short(Token, "expires_at"),
        short(Token, "revoked_at"),
    )
    list_select_related = ("user",)
    search_fields = ("name", "user__username", "last_used_from")
    exclude = ("token_hash",)
    actions = ("revoke",)

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """With the account alone: Django asks here before it deletes an account that has tokens."""
        return request.user.has_perm("auth.delete_user")

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Without "delete": a token is revoked, so that it stays on record."""
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Refused, for the same reason."""
        raise PermissionDenied

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **more: Any) -> Any:
        """Without a button that leads there."""
        return super().render_change_form(request, context | {"show_delete": False}, *args, **more)

    @admin.action(description=gettext_lazy("Revoke selected tokens"), permissions=["revoke"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[Token]) -> None:
        """Revoke them, each with an entry in the journal."""
        found = list(queryset.select_related("user"))
        for token in found:
            tokens.revoke(token, request.user)
        text = ngettext(
            "%(count)d token is revoked and no longer works.",
            "%(count)d tokens are revoked and no longer work.",
            len(found),
        )
        messages.success(request, text % {"count": len(found)})

    def has_revoke_permission(self, request: HttpRequest) -> bool:
        """Who may change tokens may revoke them."""
        return request.user.has_perm("captrack_bridge.change_token")


class DecisionAdmin(LookOnly):
    """Decisions with the names of whom they are about, and a way to clear them without CapTrack Desktop."""

    kind: Kind
    #: For one that was cleared, and one that is in force.
    words: tuple[Any, Any]
    search_fields = ("subject_name", "by_name", "why", "=subject_id")
    list_filter = ("stands",)
    actions = ("clear",)
    ordering = ("-decided_at",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With the names."""
        return with_names(super().get_queryset(request), "subject_id")

    @admin.display(description=gettext_lazy("character"), ordering="subject_name")
    def character(self, row: Any) -> str:
        """Whom it is about."""
        return name_of(row, row.subject_id)

    @admin.display(description=gettext_lazy("state"), ordering="stands")
    def state(self, row: Any) -> str:
        """In a word."""
        if row.stands and isinstance(row, Snooze) and row.until is not None and row.until <= clock.now():
            return _("ended")
        return str(self.words[row.stands])

    @admin.action(description=gettext_lazy("Clear selected decisions on all computers"), permissions=["clear"])
    def clear(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Clear them as a decision made now, each with an entry in the journal."""
        subjects = list(queryset.values_list("subject_id", flat=True))
        count = clear(self.kind, Author.of(request.user), subjects, "cleared in the admin pages")
        text = ngettext(
            "%(count)d decision is cleared. Each computer applies it with its next update.",
            "%(count)d decisions are cleared. Each computer applies them with its next update.",
            count,
        )
        messages.success(request, text % {"count": count})

    def has_clear_permission(self, request: HttpRequest) -> bool:
        """Who may decide in CapTrack Desktop may clear here."""
        return request.user.has_perm(Permission.SNOOZE.value)


@admin.register(Snooze)
class SnoozeAdmin(DecisionAdmin):
    """Snoozes."""

    kind = SNOOZES
    words = (gettext_lazy("cleared"), gettext_lazy("snoozed"))
    list_display = ("character", "state", "ends", "by_name", "why", short(Snooze, "decided_at"))
    fields = ("character", "state", "since", "until", "by_name", "why", "decided_at", "stored_at")

    @admin.display(description=Snooze._meta.get_field("until").verbose_name, ordering="until")
    def ends(self, row: Snooze) -> str | None:
        """When it ends, if it is in force."""
        if row.until is None:
            return _("until cleared") if row.stands else None
        return day_and_time(row.until)


@admin.register(Acknowledgement)
class AcknowledgementAdmin(DecisionAdmin):
    """Acknowledgements."""

    kind = ACKNOWLEDGEMENTS
    words = (gettext_lazy("cleared"), gettext_lazy("acknowledged"))
    list_display = ("character", "state", "ships", "by_name", "why", short(Acknowledgement, "decided_at"))
    fields = ("character", "state", "ships", "hulls", "by_name", "why", "decided_at", "stored_at")

    @admin.display(description=gettext_lazy("ships"))
    def ships(self, row: Acknowledgement) -> int:
        """How many it is about."""
        return len(row.hulls)


@admin.register(PolicyRevision)
class PolicyRevisionAdmin(LookOnly):
    """Published policies: the newest is in force."""

    list_display = ("revision", "state", "by_name", short(PolicyRevision, "published_at"))
    fields = ("revision", "state", "by_name", "published_at", "rules")
    search_fields = ("by_name", "policy")
    date_hierarchy = "published_at"
    actions = ("withdraw",)

    @admin.display(description=gettext_lazy("state"))
    def state(self, row: PolicyRevision) -> str:
        """In a word."""
        if row.policy is None:
            return _("withdrawn")
        return _("in force") if row.revision == policy.newest_revision() else _("replaced")

    @admin.display(description=gettext_lazy("rules"))
    def rules(self, row: PolicyRevision) -> str:
        """What is in it, so that it can be read."""
        if row.policy is None:
            return _("none: each computer uses its own rules")
        return readable(row.policy)

    @admin.action(description=gettext_lazy("Withdraw the rules in force on all computers"), permissions=["withdraw"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet[PolicyRevision]) -> None:
        """Publish that there is none. It must be the one that was selected: another may have come meanwhile."""
        newest = policy.newest_revision()
        if not queryset.filter(revision=newest).exclude(policy=None).exists():
            messages.error(request, _("Select the rules that are in force."))
            return
        try:
            policy.publish(Author.of(request.user), None, newest)
        except ApiError as error:
            messages.error(request, error.sentence)
            return
        messages.success(request, _("The rules are withdrawn. Each computer uses its own from its next update on."))

    def has_withdraw_permission(self, request: HttpRequest) -> bool:
        """Who may publish one may withdraw it."""
        return request.user.has_perm(Permission.POLICY.value)


@admin.register(JournalEntry)
class JournalEntryAdmin(LookOnly):
    """The journal."""

    list_display = (short(JournalEntry, "at"), "by_name", "token_name", "action", "about")
    fields = ("at", "user", "by_name", "token_name", "action", "about", "before", "after")
    list_filter = ("action",)
    search_fields = ("by_name", "token_name", "subject", "subject_name")
    date_hierarchy = "at"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With the names. The cast is for IDs alone: PostgreSQL makes no number of what is none."""
        number = Case(When(action__in=ABOUT_CHARACTERS, then=Cast("subject", BigIntegerField())))
        return with_names(super().get_queryset(request).annotate(subject_id=number), "subject_id")

    @admin.display(description=JournalEntry._meta.get_field("subject").verbose_name, ordering="subject")
    def about(self, row: Any) -> str:
        """Whom or what it is about."""
        return row.subject if row.subject_id is None else name_of(row, row.subject_id)

    @admin.display(description=JournalEntry._meta.get_field("old").verbose_name)
    def before(self, row: JournalEntry) -> str:
        """What was there before."""
        return readable(row.old) if row.old else self.get_empty_value_display()

    @admin.display(description=JournalEntry._meta.get_field("new").verbose_name)
    def after(self, row: JournalEntry) -> str:
        """What was there afterwards."""
        return readable(row.new) if row.new else self.get_empty_value_display()
