//! EVE SSO and ESI: sign-in, token refresh, budgets, conditional requests -> readings.
