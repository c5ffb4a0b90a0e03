//! A small New Eden on loopback: EVE SSO, ESI and Discord, for the demo and the tests.
