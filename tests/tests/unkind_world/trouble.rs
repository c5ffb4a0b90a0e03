//! The troubles: what each puts in the way, what cannot be known or told meanwhile, and how long the program may take afterwards
//! (the longest wait that the design allows before it asks again).

use std::time::Duration;

use captrack_sim::{Fault, FaultEffect, Service};

use crate::seen::Receiver;
use crate::stage::minutes;

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Trouble {
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
    EsiRateLimit429,
    EsiErrorLimit420,
    EsiCannotAskSso,
    EsiTokenExpired,
    EsiMalformed,
    EsiTruncated,
    EsiOtherEtags,
    EsiWeakEtags,
    EsiWithoutDate,
    EsiWithoutExpires,
    EsiOldAnswers,
    EsiWithoutPages,
    EsiShortList,
    EsiEmptyList,
    EsiEmptyListForLong,
    EsiOddLines,
    EsiBlackHole,
    EsiPanics,
    SsoInvalidGrant,
    SsoRevoked,
    SsoEdge200,
    SsoEdge403,
    SsoAnswers502,
    SsoMalformed,
    SsoBlackHole,
    SsoPanics,
    OutOfReach,
    Downtime,
    DiscordEdge200,
    DiscordEdge403,
    DiscordEdge429,
    DiscordUnauthorized,
    DiscordUnknownWebhook,
    DiscordRateLimit429,
    DiscordAnswers500,
    DiscordReset,
    DiscordResetAfterServing,
    DiscordMalformed,
    DiscordUnknownRefusal,
    DiscordBlackHole,
    DiscordPanics,
    AuthEdge200,
    AuthAnswers502,
    AuthLoginPage,
    AuthMalformed,
    AuthTruncated,
    AuthRateLimit429,
    AuthRefused,
    AuthOddHulls,
    AuthBlackHole,
    AuthPanics,
    DesktopRefuses,
    DesktopPanics,
    KeyringLocked,
    KeyringFull,
    KeyringPanics,
    DatabaseFails,
    DatabaseReadOnly,
    DiskFull,
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
    ClockPanics,
    Sleep,
    Restart,
    Off,
}

/// Older than anything may be that is read, in seconds.
const OLD: i64 = 4 * 3600;

use Trouble::*;

/// What cannot be had.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Hides {
    /// Ship, location and online state.
    pub whereabouts: bool,
    pub assets: bool,
    /// What AllianceAuth tells.
    pub listed: bool,
    pub discord: bool,
    pub desktop: bool,
}

impl Hides {
    const NOTHING: Self = Self { whereabouts: false, assets: false, listed: false, discord: false, desktop: false };
    const EVE: Self = Self { whereabouts: true, assets: true, ..Self::NOTHING };
    const LISTED: Self = Self { listed: true, ..Self::NOTHING };
    const ALL: Self = Self { listed: true, discord: true, desktop: true, ..Self::EVE };
}

impl Trouble {
    /// For how many minutes it lasts, at least and at most.
    pub const fn lasts(self) -> (i64, i64) {
        match self {
            ShipRouteOff | LocationRouteOff | OnlineRouteOff => (40, 300),
            AssetsRouteOff => (120, 330),
            EsiEdge200 | EsiEdge403 | EsiEdge404 | EsiEdge500 | EsiAnswers502 | EsiForbidden | DiscordEdge200
            | DiscordEdge403 | DiscordEdge429 | DiscordAnswers500 | DiscordReset => (2, 90),
            EsiRateLimit429 | DiscordRateLimit429 => (5, 30),
            EsiErrorLimit420 => (3, 15),
            EsiCannotAskSso | EsiTokenExpired => (2, 40),
            EsiTruncated => (4, 10),
            EsiOtherEtags | EsiWeakEtags | EsiWithoutDate | EsiWithoutExpires | EsiWithoutPages => (120, 600),
            // Longer, and what it says would have to be believed.
            EsiEmptyList => (20, 50),
            // Long enough to count as out of sight.
            EsiOldAnswers => (60, 240),
            // Two or three lists, and no fourth one.
            EsiEmptyListForLong => (125, 140),
            EsiOddLines => (125, 300),
            DiscordUnknownRefusal => (20, 90),
            AuthOddHulls => (40, 60),
            EsiMalformed | EsiBlackHole | EsiPanics | DiscordBlackHole | DiscordPanics | DiscordMalformed => (5, 60),
            AuthEdge200 | AuthAnswers502 | AuthLoginPage | AuthMalformed | AuthTruncated | AuthRateLimit429
            | AuthRefused | AuthBlackHole | AuthPanics => (10, 120),
            SsoInvalidGrant => (50, 130),
            SsoRevoked => (600, 1900),
            SsoEdge200 | SsoEdge403 | SsoAnswers502 | SsoMalformed | SsoBlackHole | SsoPanics => (40, 120),
            OutOfReach => (10, 240),
            Downtime => (20, 70),
            DiscordUnauthorized | DiscordUnknownWebhook => (40, 130),
            DiscordResetAfterServing => (200, 600),
            DesktopRefuses | DesktopPanics => (20, 120),
            KeyringLocked | KeyringFull | KeyringPanics => (40, 150),
            DatabaseFails | DatabaseReadOnly | DiskFull | ClockPanics => (3, 40),
            ClockBackAMinute | ClockAheadAMinute | ClockBackAnHour | ClockAheadThreeHours | ClockBackADay
            | ClockAheadADay | ClockBackAMonth | ClockAheadAMonth | ClockBackAYear | ClockAheadAYear => (60, 360),
            EsiShortList | Restart => (1, 1),
            Off | Sleep => (500, 2400),
        }
    }

    /// What cannot be known or told while it lasts. What the program must cope with, without missing anything, hides nothing.
    pub const fn hides(self) -> Hides {
        match self {
            ShipRouteOff | LocationRouteOff => Hides { whereabouts: true, ..Hides::NOTHING },
            AssetsRouteOff | EsiWithoutPages | EsiShortList | EsiEmptyList | EsiEmptyListForLong | EsiOddLines => Hides { assets: true, ..Hides::NOTHING },
            EsiEdge200 | EsiEdge403 | EsiEdge404 | EsiEdge500 | EsiAnswers502 | EsiForbidden | EsiRateLimit429
            | EsiErrorLimit420 | EsiCannotAskSso | EsiTokenExpired | EsiMalformed | EsiTruncated | EsiBlackHole
            | EsiPanics | SsoInvalidGrant | SsoRevoked | SsoEdge200 | SsoEdge403 | SsoAnswers502 | SsoMalformed
            | SsoBlackHole | SsoPanics | Downtime | EsiOldAnswers
            // A sign-in that was renewed and cannot be kept is not used.
            | KeyringFull => Hides::EVE,
            AuthEdge200 | AuthAnswers502 | AuthLoginPage | AuthMalformed | AuthTruncated | AuthRateLimit429
            | AuthRefused | AuthOddHulls | AuthBlackHole | AuthPanics => Hides::LISTED,
            // Neither token nor the address of a webhook can be read.
            KeyringLocked | KeyringPanics => Hides { listed: true, discord: true, ..Hides::EVE },
            OutOfReach => Hides { desktop: false, ..Hides::ALL },
            DiscordEdge200
            | DiscordEdge403
            | DiscordEdge429
            | DiscordUnauthorized
            | DiscordUnknownWebhook
            | DiscordRateLimit429
            | DiscordAnswers500
            | DiscordReset
            | DiscordMalformed
            | DiscordUnknownRefusal
            | DiscordBlackHole
            | DiscordPanics => Hides { discord: true, ..Hides::NOTHING },
            DesktopRefuses | DesktopPanics => Hides { desktop: true, ..Hides::NOTHING },
            DatabaseFails | DatabaseReadOnly | DiskFull | ClockPanics | Sleep | Restart | Off => Hides::ALL,
            OnlineRouteOff
            | EsiOtherEtags
            | EsiWeakEtags
            | EsiWithoutDate
            | EsiWithoutExpires
            | DiscordResetAfterServing
            | ClockBackAMinute
            | ClockAheadAMinute
            | ClockBackAnHour
            | ClockAheadThreeHours
            | ClockBackADay
            | ClockAheadADay
            | ClockBackAMonth
            | ClockAheadAMonth
            | ClockBackAYear
            | ClockAheadAYear => Hides::NOTHING,
        }
    }

    /// How much longer than usual it may take after its end (and, of what hides nothing, after its begin) until everything is as usual.
    pub const fn recovers_in(self) -> Duration {
        match self {
            // A refusal is asked again hourly.
            SsoInvalidGrant | AuthRefused | DiscordUnauthorized | DiscordUnknownWebhook => minutes(67),
            // A server that fails is asked ever more seldom.
            AuthEdge200 | AuthAnswers502 | AuthLoginPage | AuthMalformed | AuthTruncated | AuthRateLimit429
            | AuthOddHulls | AuthBlackHole | AuthPanics | OutOfReach | KeyringLocked | KeyringPanics => minutes(32),
            // A section that fails is asked ever more seldom, every five minutes at last.
            KeyringFull => minutes(6),
            // By another clock waits begin once more.
            ClockPanics => minutes(15),
            trouble if trouble.turns_clock().is_some() => minutes(15),
            _ => Duration::ZERO,
        }
    }

    /// Whether the clock is turned.
    pub const fn turns_clock(self) -> Option<i64> {
        match self {
            ClockBackAMinute => Some(-60),
            ClockAheadAMinute => Some(60),
            ClockBackAnHour => Some(-3600),
            ClockAheadThreeHours => Some(3 * 3600),
            ClockBackADay => Some(-86_400),
            ClockAheadADay => Some(86_400),
            ClockBackAMonth => Some(-30 * 86_400),
            ClockAheadAMonth => Some(30 * 86_400),
            ClockBackAYear => Some(-365 * 86_400),
            ClockAheadAYear => Some(365 * 86_400),
            _ => None,
        }
    }

    /// What stands in the way of requests, for one pilot or for all of them.
    pub fn faults(self, pilot: Option<i64>) -> Vec<Fault> {
        let whose = pilot.map_or_else(|| "*".to_owned(), |pilot| pilot.to_string());
        let of_pilot = |what: &str| format!("/characters/{whose}/{what}");
        let esi = |effect: FaultEffect| vec![Fault::new(Service::Esi, "*", effect)];
        let sso = |effect: FaultEffect| vec![Fault::new(Service::Sso, "/v2/oauth/token", effect)];
        let auth = |effect: FaultEffect| vec![Fault::new(Service::Auth, "*", effect)];
        let discord = |effect: FaultEffect| vec![Fault::new(Service::Discord, "*", effect)];
        let of = |what: &str, effect: FaultEffect| Fault::new(Service::Esi, of_pilot(what), effect);
        match self {
            ShipRouteOff => vec![of("ship", FaultEffect::route_off())],
            LocationRouteOff => vec![of("location", FaultEffect::route_off())],
            OnlineRouteOff => vec![of("online", FaultEffect::route_off())],
            AssetsRouteOff => vec![of("assets", FaultEffect::route_off())],
            EsiEdge200 => esi(FaultEffect::web_page(200)),
            EsiEdge403 => esi(FaultEffect::edge(403)),
            EsiEdge404 => esi(FaultEffect::edge(404)),
            EsiEdge500 => esi(FaultEffect::edge(500)),
            EsiAnswers502 => esi(answer(502, None, &[])),
            EsiForbidden => {
                let body = serde_json::json!({ "error": "Forbidden" });
                ["ship", "location", "assets"].map(|what| of(what, answer(403, Some(body.clone()), &[]))).into()
            }
            EsiRateLimit429 => esi(answer(429, None, &[("Retry-After", "60")])),
            EsiCannotAskSso => ["ship", "location", "assets"].map(|what| of(what, FaultEffect::sso_trouble())).into(),
            EsiTokenExpired => {
                ["ship", "location", "assets"].map(|what| of(what, FaultEffect::access_expired())).into()
            }
            EsiMalformed => esi(FaultEffect::MalformedJson),
            EsiTruncated => esi(FaultEffect::TruncatedBody),
            EsiOtherEtags => esi(FaultEffect::OtherEtag),
            EsiWeakEtags => esi(FaultEffect::WeakEtag),
            EsiWithoutExpires => esi(FaultEffect::WithoutHeader { name: "expires".to_owned() }),
            EsiWithoutDate => esi(FaultEffect::WithoutHeader { name: "last-modified".to_owned() }),
            EsiWithoutPages => vec![of("assets", FaultEffect::WithoutHeader { name: "x-pages".to_owned() })],
            EsiShortList => vec![of("assets", FaultEffect::ShortList).times(1)],
            EsiEmptyList => vec![of("assets", answer(200, Some(serde_json::json!([])), &[("X-Pages", "1")]))],
            EsiEmptyListForLong => EsiEmptyList.faults(pilot),
            EsiOddLines => vec![of("assets", FaultEffect::OddRows)],
            EsiOldAnswers => esi(FaultEffect::OldAnswer { seconds: OLD }),
            EsiBlackHole => esi(FaultEffect::BlackHole),
            SsoInvalidGrant => sso(FaultEffect::token_error("invalid_grant")),
            SsoEdge200 => sso(FaultEffect::web_page(200)),
            // Not one that was served: a refresh token that was exchanged and lost on the way has to be got by signing in again.
            SsoMalformed => sso(answer(200, Some(serde_json::json!({ "token_type": "Bearer" })), &[])),
            SsoBlackHole => sso(FaultEffect::BlackHole),
            SsoEdge403 => sso(FaultEffect::edge(403)),
            SsoAnswers502 => sso(answer(502, None, &[])),
            OutOfReach => [Service::Esi, Service::Sso, Service::Discord, Service::Auth]
                .map(|service| Fault::new(service, "*", FaultEffect::Reset))
                .into(),
            AuthEdge200 => auth(FaultEffect::web_page(200)),
            AuthAnswers502 => auth(answer(502, None, &[])),
            AuthLoginPage => auth(FaultEffect::login_page()),
            AuthMalformed => auth(FaultEffect::MalformedJson),
            AuthTruncated => auth(FaultEffect::TruncatedBody),
            AuthRateLimit429 => auth(answer(429, None, &[("Retry-After", "60")])),
            AuthRefused => {
                let said = serde_json::json!({ "code": "token_revoked", "sentence": "The token was revoked." });
                auth(answer(401, Some(serde_json::json!({ "error": said })), &[]))
            }
            AuthBlackHole => auth(FaultEffect::BlackHole),
            DiscordEdge200 => discord(FaultEffect::web_page(200)),
            DiscordReset => discord(FaultEffect::Reset),
            DiscordBlackHole => discord(FaultEffect::BlackHole),
            DiscordMalformed => vec![Fault::new(Service::Discord, "POST *", FaultEffect::MalformedJson).times(1)],
            DiscordEdge403 => discord(FaultEffect::edge(403)),
            DiscordEdge429 => discord(FaultEffect::edge(429)),
            DiscordUnauthorized => discord(refusal(401, "Invalid Webhook Token", 50_027)),
            DiscordUnknownWebhook => discord(refusal(404, "Unknown Webhook", 10_015)),
            DiscordRateLimit429 => {
                let body = serde_json::json!({ "message": "You are being rate limited.", "retry_after": 30.0, "global": false });
                discord(answer(429, Some(body), &[("Retry-After", "30")]))
            }
            DiscordUnknownRefusal => discord(refusal(400, "Something that nobody has seen yet", 987_654)),
            DiscordAnswers500 => discord(answer(500, None, &[])),
            DiscordResetAfterServing => {
                vec![Fault::new(Service::Discord, "POST *", FaultEffect::ResetAfterServing).times(1)]
            }
            _ => Vec::new(),
        }
    }

    /// Which answers only look like some: a body is broken, or says nothing of what is so.
    pub const fn breaks_bodies(self) -> Hides {
        match self {
            EsiEdge200 | EsiMalformed | EsiTruncated | EsiPanics | EsiOldAnswers => Hides::EVE,
            EsiEmptyList | EsiEmptyListForLong | EsiOddLines => Hides { assets: true, ..Hides::NOTHING },
            _ => Hides::NOTHING,
        }
    }

    /// Whether also "unchanged" says nothing of what is so.
    pub const fn is_of_old(self) -> bool {
        matches!(self, EsiOldAnswers)
    }

    /// Whether lists lack ships that are there. Two in a row would be believed, as they should be.
    pub const fn shortens_lists(self) -> bool {
        matches!(self, EsiShortList | EsiEmptyList | EsiEmptyListForLong | EsiOddLines)
    }

    /// Whether something crashes.
    pub const fn panics(self) -> bool {
        matches!(self, EsiPanics | SsoPanics | DiscordPanics | AuthPanics | DesktopPanics | KeyringPanics | ClockPanics)
    }

    /// Whether it may not be kept that something was sent to a receiver: nothing can be, or it was taken and nobody heard that.
    pub const fn leaves_unsure(self, receiver: Receiver) -> bool {
        match self {
            DatabaseFails | DatabaseReadOnly | DiskFull => true,
            DiscordResetAfterServing | DiscordMalformed => matches!(receiver, Receiver::Discord),
            _ => false,
        }
    }

    /// Whether Discord itself says that it takes nothing from this webhook.
    pub const fn is_discords_refusal(self) -> bool {
        matches!(self, DiscordUnauthorized | DiscordUnknownWebhook)
    }

    /// Whether a notice may come twice because of it: it was taken, and nobody could hear or keep that.
    pub const fn may_repeat(self) -> bool {
        matches!(
            self,
            Restart | Off | DatabaseFails | DatabaseReadOnly | DiskFull | DiscordResetAfterServing | DiscordMalformed
        )
    }

    /// Whether it may be about one pilot alone.
    pub const fn may_be_of_one(self) -> bool {
        matches!(
            self,
            ShipRouteOff | LocationRouteOff | OnlineRouteOff | AssetsRouteOff | EsiCannotAskSso | EsiForbidden
        )
    }

    /// Whether it is always about one.
    pub const fn is_of_one(self) -> bool {
        matches!(self, SsoRevoked | EsiShortList | EsiEmptyListForLong)
    }
}

fn answer(status: u16, body: Option<serde_json::Value>, headers: &[(&str, &str)]) -> FaultEffect {
    let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    FaultEffect::Answer { status, body, headers }
}

fn refusal(status: u16, message: &str, code: u32) -> FaultEffect {
    answer(status, Some(serde_json::json!({ "message": message, "code": code })), &[])
}
