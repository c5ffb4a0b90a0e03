//! The kinds of trouble: what each puts in the way, what cannot be known or told meanwhile, and how long the program may take afterwards
//! (the longest wait that the design allows before it asks again).

use std::time::Duration;

use captrack_sim::{Effect, Fault, Service};

use crate::stage::minutes;

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Trouble {
    ShipRouteOff,
    LocationRouteOff,
    OnlineRouteOff,
    AssetsRouteOff,
    EsiEdge403,
    EsiEdge404,
    EsiEdge500,
    EsiAnswers502,
    EsiRateLimit429,
    EsiErrorLimit420,
    EsiCannotAskSso,
    EsiTokenExpired,
    EsiMalformed,
    EsiTruncated,
    EsiOtherEtags,
    EsiWithoutDate,
    EsiWithoutPages,
    EsiShortList,
    SsoInvalidGrant,
    SsoRevoked,
    SsoEdge403,
    SsoAnswers502,
    OutOfReach,
    Downtime,
    DiscordEdge403,
    DiscordEdge429,
    DiscordUnauthorized,
    DiscordUnknownWebhook,
    DiscordRateLimit429,
    DiscordAnswers500,
    DiscordResetAfterServing,
    DesktopRefuses,
    KeyringLocked,
    DatabaseFails,
    ClockBackAnHour,
    ClockAheadThreeHours,
    ClockBackADay,
    ClockAheadADay,
    Restart,
    Off,
}

use Trouble::*;

/// What cannot be had.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Hides {
    /// Ship, location and online state.
    pub whereabouts: bool,
    pub assets: bool,
    pub discord: bool,
    pub desktop: bool,
}

impl Hides {
    const NOTHING: Self = Self { whereabouts: false, assets: false, discord: false, desktop: false };
    const EVE: Self = Self { whereabouts: true, assets: true, ..Self::NOTHING };
    const ALL: Self = Self { discord: true, desktop: true, ..Self::EVE };
}

impl Trouble {
    pub const ALL: [Self; 40] = [
        ShipRouteOff,
        LocationRouteOff,
        OnlineRouteOff,
        AssetsRouteOff,
        EsiEdge403,
        EsiEdge404,
        EsiEdge500,
        EsiAnswers502,
        EsiRateLimit429,
        EsiErrorLimit420,
        EsiCannotAskSso,
        EsiTokenExpired,
        EsiMalformed,
        EsiTruncated,
        EsiOtherEtags,
        EsiWithoutDate,
        EsiWithoutPages,
        EsiShortList,
        SsoInvalidGrant,
        SsoRevoked,
        SsoEdge403,
        SsoAnswers502,
        OutOfReach,
        Downtime,
        DiscordEdge403,
        DiscordEdge429,
        DiscordUnauthorized,
        DiscordUnknownWebhook,
        DiscordRateLimit429,
        DiscordAnswers500,
        DiscordResetAfterServing,
        DesktopRefuses,
        KeyringLocked,
        DatabaseFails,
        ClockBackAnHour,
        ClockAheadThreeHours,
        ClockBackADay,
        ClockAheadADay,
        Restart,
        Off,
    ];

    /// For how many minutes it lasts, at least and at most.
    pub const fn lasts(self) -> (i64, i64) {
        match self {
            ShipRouteOff | LocationRouteOff | OnlineRouteOff => (40, 300),
            AssetsRouteOff => (120, 330),
            EsiEdge403 | EsiEdge404 | EsiEdge500 | EsiAnswers502 | DiscordEdge403 | DiscordEdge429
            | DiscordAnswers500 => (2, 90),
            EsiRateLimit429 | DiscordRateLimit429 => (5, 30),
            EsiErrorLimit420 => (3, 15),
            EsiCannotAskSso | EsiTokenExpired => (2, 40),
            EsiMalformed => (5, 60),
            EsiTruncated => (4, 10),
            EsiOtherEtags | EsiWithoutDate | EsiWithoutPages => (120, 600),
            SsoInvalidGrant => (50, 130),
            SsoRevoked => (600, 1900),
            SsoEdge403 | SsoAnswers502 => (40, 120),
            OutOfReach => (10, 240),
            Downtime => (20, 70),
            DiscordUnauthorized | DiscordUnknownWebhook => (40, 130),
            DiscordResetAfterServing => (200, 600),
            DesktopRefuses => (20, 120),
            KeyringLocked => (40, 150),
            DatabaseFails => (3, 40),
            ClockBackAnHour | ClockAheadThreeHours | ClockBackADay | ClockAheadADay => (60, 360),
            EsiShortList | Restart => (1, 1),
            Off => (500, 2400),
        }
    }

    /// What cannot be known or told while it lasts. What the program must cope with, without missing anything, hides nothing.
    pub const fn hides(self) -> Hides {
        match self {
            ShipRouteOff | LocationRouteOff => Hides { whereabouts: true, ..Hides::NOTHING },
            AssetsRouteOff | EsiWithoutPages | EsiShortList => Hides { assets: true, ..Hides::NOTHING },
            EsiEdge403 | EsiEdge404 | EsiEdge500 | EsiAnswers502 | EsiRateLimit429 | EsiErrorLimit420
            | EsiCannotAskSso | EsiTokenExpired | EsiMalformed | EsiTruncated | SsoInvalidGrant | SsoRevoked
            | SsoEdge403 | SsoAnswers502 | Downtime | KeyringLocked => Hides::EVE,
            OutOfReach => Hides { desktop: false, ..Hides::ALL },
            DiscordEdge403
            | DiscordEdge429
            | DiscordUnauthorized
            | DiscordUnknownWebhook
            | DiscordRateLimit429
            | DiscordAnswers500 => Hides { discord: true, ..Hides::NOTHING },
            DesktopRefuses => Hides { desktop: true, ..Hides::NOTHING },
            DatabaseFails | Restart | Off => Hides::ALL,
            OnlineRouteOff
            | EsiOtherEtags
            | EsiWithoutDate
            | DiscordResetAfterServing
            | ClockBackAnHour
            | ClockAheadThreeHours
            | ClockBackADay
            | ClockAheadADay => Hides::NOTHING,
        }
    }

    /// How much longer than usual it may take after its end (and, of what hides nothing, after its begin) until everything is as usual.
    pub const fn recovers_in(self) -> Duration {
        match self {
            // A refusal is asked again hourly.
            SsoInvalidGrant | DiscordUnauthorized | DiscordUnknownWebhook => minutes(67),
            // What cannot be had is asked for after a while; by another clock waits begin once more.
            KeyringLocked | ClockBackAnHour | ClockAheadThreeHours | ClockBackADay | ClockAheadADay => minutes(15),
            _ => Duration::ZERO,
        }
    }

    /// Whether the clock is turned.
    pub const fn turns_clock(self) -> Option<i64> {
        match self {
            ClockBackAnHour => Some(-3600),
            ClockAheadThreeHours => Some(3 * 3600),
            ClockBackADay => Some(-86_400),
            ClockAheadADay => Some(86_400),
            _ => None,
        }
    }

    /// What stands in the way of requests, for one pilot or for all of them.
    pub fn faults(self, pilot: Option<i64>) -> Vec<Fault> {
        let whose = pilot.map_or_else(|| "*".to_owned(), |pilot| pilot.to_string());
        let of_pilot = |what: &str| format!("/characters/{whose}/{what}");
        let esi = |effect: Effect| vec![Fault::new(Service::Esi, "*", effect)];
        let sso = |effect: Effect| vec![Fault::new(Service::Sso, "/v2/oauth/token", effect)];
        let discord = |effect: Effect| vec![Fault::new(Service::Discord, "*", effect)];
        let of = |what: &str, effect: Effect| Fault::new(Service::Esi, of_pilot(what), effect);
        match self {
            ShipRouteOff => vec![of("ship", Effect::route_off())],
            LocationRouteOff => vec![of("location", Effect::route_off())],
            OnlineRouteOff => vec![of("online", Effect::route_off())],
            AssetsRouteOff => vec![of("assets", Effect::route_off())],
            EsiEdge403 => esi(Effect::edge(403)),
            EsiEdge404 => esi(Effect::edge(404)),
            EsiEdge500 => esi(Effect::edge(500)),
            EsiAnswers502 => esi(answer(502, None, &[])),
            EsiRateLimit429 => esi(answer(429, None, &[("Retry-After", "60")])),
            EsiCannotAskSso => ["ship", "location", "assets"].map(|what| of(what, Effect::sso_trouble())).into(),
            EsiTokenExpired => ["ship", "location", "assets"].map(|what| of(what, Effect::access_expired())).into(),
            EsiMalformed => esi(Effect::MalformedJson),
            EsiTruncated => esi(Effect::TruncatedBody),
            EsiOtherEtags => esi(Effect::OtherEtag),
            EsiWithoutDate => esi(Effect::WithoutHeader { name: "last-modified".to_owned() }),
            EsiWithoutPages => vec![of("assets", Effect::WithoutHeader { name: "x-pages".to_owned() })],
            EsiShortList => vec![of("assets", Effect::ShortList).times(1)],
            SsoInvalidGrant => sso(Effect::token_error("invalid_grant")),
            SsoEdge403 => sso(Effect::edge(403)),
            SsoAnswers502 => sso(answer(502, None, &[])),
            OutOfReach => [Service::Esi, Service::Sso, Service::Discord]
                .map(|service| Fault::new(service, "*", Effect::Reset))
                .into(),
            DiscordEdge403 => discord(Effect::edge(403)),
            DiscordEdge429 => discord(Effect::edge(429)),
            DiscordUnauthorized => discord(refusal(401, "Invalid Webhook Token", 50_027)),
            DiscordUnknownWebhook => discord(refusal(404, "Unknown Webhook", 10_015)),
            DiscordRateLimit429 => {
                let body = serde_json::json!({ "message": "You are being rate limited.", "retry_after": 30.0, "global": false });
                discord(answer(429, Some(body), &[("Retry-After", "30")]))
            }
            DiscordAnswers500 => discord(answer(500, None, &[])),
            DiscordResetAfterServing => {
                vec![Fault::new(Service::Discord, "POST *", Effect::ResetAfterServing).times(1)]
            }
            EsiErrorLimit420 | SsoRevoked | Downtime | DesktopRefuses | KeyringLocked | DatabaseFails
            | ClockBackAnHour | ClockAheadThreeHours | ClockBackADay | ClockAheadADay | Restart | Off => Vec::new(),
        }
    }

    /// Whether an answer that looks like one is none: its body is broken.
    pub const fn breaks_bodies(self) -> bool {
        matches!(self, EsiMalformed | EsiTruncated)
    }

    /// Whether it may be about one pilot alone.
    pub const fn may_be_of_one(self) -> bool {
        matches!(self, ShipRouteOff | LocationRouteOff | OnlineRouteOff | AssetsRouteOff | EsiCannotAskSso)
    }

    /// Whether it is always about one.
    pub const fn is_of_one(self) -> bool {
        matches!(self, SsoRevoked | EsiShortList)
    }
}

fn answer(status: u16, body: Option<serde_json::Value>, headers: &[(&str, &str)]) -> Effect {
    let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Effect::Answer { status, body, headers }
}

fn refusal(status: u16, message: &str, code: u32) -> Effect {
    answer(status, Some(serde_json::json!({ "message": message, "code": code })), &[])
}
