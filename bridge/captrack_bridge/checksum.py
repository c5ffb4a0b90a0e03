"""Checksums that the database computes, so that nothing has to be fetched to find out that nothing has changed."""

from __future__ import annotations

import zlib
from typing import Any

from django.db.backends.signals import connection_created
from django.db.models import BigIntegerField, F, Func, Sum, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

#: Primes that keep the sums far below 2**63, whatever the ids are and however many rows there are.
_PRIME, _SMALL_PRIME = 1_000_003, 1_009


class Checksum(Func):
    """32 bits of a text or time. The same on every process of a server, which is all that is needed."""

    function = "CRC32"
    arity = 1
    output_field = BigIntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """SQLite has none of its own."""
        template = "captrack_crc32(CAST(COALESCE(%(expressions)s, '') AS BLOB))"
        return self.as_sql(compiler, connection, template=template, **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """PostgreSQL calls it otherwise, and wants to be told that it is a text."""
        return self.as_sql(compiler, connection, template="HASHTEXT((%(expressions)s)::text)::bigint", **context)


def _teach_sqlite(sender: Any, connection: Any, **kwargs: Any) -> None:
    if connection.vendor == "sqlite":
        connection.connection.create_function("captrack_crc32", 1, zlib.crc32, deterministic=True)


def teach_sqlite() -> None:
    """Give every connection to an SQLite database the function."""
    connection_created.connect(_teach_sqlite, dispatch_uid="captrack_bridge_checksum")


def _sum(value: Combinable, key: str) -> Sum:
    # Weighted, so that two rows that trade values do not cancel out.
    return Sum(value * (F(key) % Value(_SMALL_PRIME) + Value(1)), output_field=BigIntegerField())


def sum_of_ids(field: str, key: str = "pk") -> Sum:
    """A checksum over a column of ids; `key` is a column that tells the rows apart."""
    return _sum(Coalesce(F(field), Value(0), output_field=BigIntegerField()) % Value(_PRIME), key)


def sum_of_texts(field: str, key: str = "pk") -> Sum:
    """A checksum over a column of texts or times."""
    return _sum(Checksum(F(field)), key)
