//! Pipeline tests and journeys in the real window live in `tests/`.
