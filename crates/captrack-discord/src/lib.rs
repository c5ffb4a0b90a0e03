//! Discord webhooks: addresses, messages, limits, delivery verdicts.
