//! A small New Eden on loopback: EVE SSO, ESI, the image server, Discord and an AllianceAuth, for the demo and the tests.
//!
//! [`Sim::start`] opens five plain-http listeners on `127.0.0.1` and serves until it is dropped. What it answers is as strict as
//! what it stands for: tokens are signed and checked, bodies are frozen until `Expires`, budgets run out, Discord refuses what
//! Discord refuses. [`Control`] (and the same over HTTP, below `/control/`) changes the world, injects faults and tells what
//! was asked.
//!
//! Deliberately absent: anything this program's own crates could get wrong in the same way twice. The sim shares no code with
//! the clients it tests.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod auth;
mod clock;
mod control;
mod core;
mod dates;
mod digest;
mod discord;
mod error;
mod esi;
mod faults;
mod http;
mod images;
mod options;
mod sim;
mod sso;
mod stats;
mod world;

pub use auth::{AuthPermission, AuthUnkindness};
pub use clock::SimClock;
pub use control::{AuthControl, Control, DemoPilot, NewStructure, Placement, SimHullView, SimNewPilot, SimPilotView};
pub use discord::{DiscordMessage, Pings, cloudflare};
pub use error::SimError;
pub use esi::{RateGroup, RouteSpec, routes};
pub use faults::{ContentLength, Fault, FaultEffect, Service};
pub use options::{DEMO_SEED, IssuerForm, RefreshTokens, ScopeForm, SimOptions};
pub use sim::{Sim, demo};
pub use sso::{AutoAnswer, TokenDefect};
pub use stats::{AuthStats, DiscordStats, EarlyRequest, EsiStats, RequestRecord, SsoStats, Stats};
pub use world::{ALLIANCE_ID, CLOSED_FORTIZAR, JITA_STATION, Place, STAGING_FORTIZAR, STAGING_KEEPSTAR};
