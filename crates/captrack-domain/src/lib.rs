//! The field's words and the rules of alerting. Pure: no I/O, no clock, builds for wasm.
