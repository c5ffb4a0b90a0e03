"""Texts that people typed, made fit for a table, a log line and a database."""


def one_line(text: str) -> str:
    """The text without line breaks, control characters and needless blanks."""
    printable = "".join(character if character.isprintable() else " " for character in text)
    return " ".join(printable.split())
