//! The troubles by kind: what they have in common for whoever counts them.

use crate::trouble::Trouble;
use crate::trouble::Trouble::*;

/// A kind of trouble, at one of the program's ports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    EsiAnswer,
    EsiLimit,
    EsiBody,
    EsiHeader,
    EsiList,
    EsiAccess,
    EsiDowntime,
    SsoAnswer,
    DiscordAnswer,
    DiscordRefusal,
    /// Discord has taken a message, and nobody hears that.
    DiscordUnsure,
    AllianceAuth,
    Network,
    BlackHole,
    Desktop,
    Keyring,
    /// Nothing can be written.
    Disk,
    /// One statement fails.
    StoreWrite,
    Clock,
    Panic,
    Sleep,
    Death,
}

impl Kind {
    pub const ALL: [(Self, &'static [Trouble]); 22] = [
        (
            Self::EsiAnswer,
            &[
                ShipRouteOff,
                LocationRouteOff,
                OnlineRouteOff,
                AssetsRouteOff,
                EsiEdge200,
                EsiEdge403,
                EsiEdge404,
                EsiEdge500,
                EsiAnswers502,
                EsiForbidden,
            ],
        ),
        (Self::EsiLimit, &[EsiRateLimit429, EsiErrorLimit420]),
        (Self::EsiBody, &[EsiMalformed, EsiTruncated]),
        (Self::EsiHeader, &[EsiOtherEtags, EsiWeakEtags, EsiWithoutDate, EsiWithoutExpires, EsiOldAnswers]),
        (Self::EsiList, &[EsiWithoutPages, EsiShortList, EsiEmptyList, EsiEmptyListForLong, EsiOddLines]),
        (Self::EsiAccess, &[EsiCannotAskSso, EsiTokenExpired]),
        (Self::EsiDowntime, &[Downtime]),
        (Self::SsoAnswer, &[SsoInvalidGrant, SsoRevoked, SsoEdge200, SsoEdge403, SsoAnswers502, SsoMalformed]),
        (
            Self::DiscordAnswer,
            &[
                DiscordEdge200,
                DiscordEdge403,
                DiscordEdge429,
                DiscordRateLimit429,
                DiscordAnswers500,
                DiscordUnknownRefusal,
            ],
        ),
        (Self::DiscordRefusal, &[DiscordUnauthorized, DiscordUnknownWebhook]),
        (Self::DiscordUnsure, &[DiscordResetAfterServing, DiscordMalformed]),
        (
            Self::AllianceAuth,
            &[
                AuthEdge200,
                AuthAnswers502,
                AuthLoginPage,
                AuthMalformed,
                AuthTruncated,
                AuthRateLimit429,
                AuthRefused,
                AuthOddHulls,
            ],
        ),
        (Self::Network, &[OutOfReach, DiscordReset]),
        (Self::BlackHole, &[EsiBlackHole, SsoBlackHole, DiscordBlackHole, AuthBlackHole]),
        (Self::Desktop, &[DesktopRefuses]),
        (Self::Keyring, &[KeyringLocked, KeyringFull]),
        (Self::Disk, &[DatabaseReadOnly, DiskFull]),
        (Self::StoreWrite, &[DatabaseFails]),
        (
            Self::Clock,
            &[
                ClockBackAMinute,
                ClockAheadAMinute,
                ClockBackAnHour,
                ClockAheadThreeHours,
                ClockBackADay,
                ClockAheadADay,
                ClockBackAMonth,
                ClockAheadAMonth,
                ClockBackAYear,
                ClockAheadAYear,
            ],
        ),
        (Self::Panic, &[EsiPanics, SsoPanics, DiscordPanics, AuthPanics, DesktopPanics, KeyringPanics, ClockPanics]),
        (Self::Sleep, &[Sleep]),
        (Self::Death, &[Restart, Off]),
    ];

    pub fn of(trouble: Trouble) -> Self {
        let of_it = Self::ALL.iter().find(|(_, troubles)| troubles.contains(&trouble));
        of_it.unwrap_or_else(|| panic!("{trouble:?} is of no kind")).0
    }
}

/// All troubles, in their own order.
pub fn all_troubles() -> Vec<Trouble> {
    let mut all: Vec<Trouble> = Kind::ALL.iter().flat_map(|(_, troubles)| troubles.iter().copied()).collect();
    all.sort_unstable();
    all
}

#[test]
fn no_trouble_is_of_two_kinds() {
    let mut all = all_troubles();
    let listed = all.len();
    all.dedup();
    assert_eq!(all.len(), listed);
}
