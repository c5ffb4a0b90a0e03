"""The admin pages: everybody's tokens, to look at and to revoke; decisions, policies and the journal, to look at."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from . import tokens
from .models import Acknowledgement, JournalEntry, PolicyRevision, Snooze, Token


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

    list_display = ("name", "user", "hint", "created_at", "last_used_at", "expires_at", "revoked_at")
    list_select_related = ("user",)
    search_fields = ("name", "user__username")
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

    @admin.action(description="Revoke the selected tokens", permissions=["revoke"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[Token]) -> None:
        """Revoke them, each with an entry in the journal."""
        for token in queryset.select_related("user"):
            tokens.revoke(token, request.user)
        messages.success(request, "They are refused from now on.")

    def has_revoke_permission(self, request: HttpRequest) -> bool:
        """Who may change tokens may revoke them."""
        return request.user.has_perm("captrack_bridge.change_token")


@admin.register(Snooze)
class SnoozeAdmin(LookOnly):
    """Snoozes."""

    list_display = ("subject_id", "stands", "until", "by_name", "why", "decided_at")


@admin.register(Acknowledgement)
class AcknowledgementAdmin(LookOnly):
    """Acknowledgements."""

    list_display = ("subject_id", "stands", "by_name", "why", "decided_at")


@admin.register(PolicyRevision)
class PolicyRevisionAdmin(LookOnly):
    """Published policies."""

    list_display = ("revision", "by_name", "published_at")


@admin.register(JournalEntry)
class JournalEntryAdmin(LookOnly):
    """The journal."""

    list_display = ("at", "by_name", "token_name", "action", "subject")
    list_filter = ("action",)
    search_fields = ("by_name", "subject")
