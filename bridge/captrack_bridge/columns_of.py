"""Columns that not every version of corptools has."""

from __future__ import annotations

from django.db.models import F, Model, TextField, Value


def or_none(model: type[Model], field: str, path: str = "") -> F | Value:
    """The column of a model to which `path` leads, or nothing."""
    known = any(one.name == field for one in model._meta.get_fields())
    return F(f"{path}{field}") if known else Value(None, output_field=TextField())
