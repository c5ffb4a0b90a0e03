"""What the bridge keeps: tokens, shared decisions, the published policy, and a log of every write."""

from .change_log import ChangeLog, CharacterState
from .connect_code import ConnectCode
from .decision import Acknowledgement, Snooze
from .general import General
from .journal import JournalEntry
from .observed_reads import ObservedReads
from .policy import PolicyRevision
from .token import Token
from .wanted_read import WantedRead

__all__ = [
    "Acknowledgement",
    "ChangeLog",
    "CharacterState",
    "ConnectCode",
    "General",
    "JournalEntry",
    "ObservedReads",
    "PolicyRevision",
    "Snooze",
    "Token",
    "WantedRead",
]
