//! What a press can be taken back with.

use crate::commands::{Acknowledge, ClearAcknowledgement, PutSnoozes, SetMain, SetPaused};

/// The command that undoes another one.
#[derive(Debug, Clone, PartialEq)]
pub enum Undo {
    /// Of a change of snoozes.
    PutSnoozes(PutSnoozes),
    /// Of an acknowledgement that was taken back.
    Acknowledge(Acknowledge),
    /// Of an acknowledgement.
    ClearAcknowledgement(ClearAcknowledgement),
    /// Of a change of mains.
    SetMain(SetMain),
    /// Of a pause.
    SetPaused(SetPaused),
}
