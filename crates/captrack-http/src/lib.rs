//! One HTTP client for ESI, Discord and AllianceAuth.
//!
//! [`HttpClient`] sends a [`Request`] and gives a [`Response`], or one of the classes of [`HttpError`], which each adapter translates into
//! its own errors. Whether an answer is the service's own, each adapter judges by what its service is known by.
//!
//! The rules, each in one place:
//! - Every request names this program and how to reach its makers ([`user_agent`]).
//! - Plain http is for this computer alone ([`is_secure`]); nothing is sent to any other address without TLS.
//! - No redirect is followed: a token goes where it was meant to go and nowhere else.
//! - This computer is reached directly, everything else as the system says: by its environment variables, else by the proxy of Windows' or
//!   macOS' settings.
//! - A body is read up to the largest size that its asker names, measured after it was unpacked.
//! - Time-outs run on tokio's clock, so that they also hold in tests where time is simulated ([`HttpClient::in_process`]).
//!
//! Invariants: this is the only crate that names an HTTP client. No error and no `Debug` output holds a path, a query or a header's value.
//! Nothing is retried and nothing is decided here.
#![cfg_attr(test, allow(clippy::unwrap_used))]
#![cfg_attr(not(test), warn(clippy::arithmetic_side_effects))]

mod address;
mod agent;
mod client;
mod error;
mod in_process;
mod network;
mod request;
mod response;

pub use address::{is_loopback, is_secure};
pub use agent::user_agent;
pub use client::HttpClient;
pub use error::{HttpError, NoTls};
pub use http::{HeaderMap, HeaderName, HeaderValue, Method, header};
pub use in_process::InProcessResponse;
pub use request::Request;
pub use response::{ContentType, Response};
