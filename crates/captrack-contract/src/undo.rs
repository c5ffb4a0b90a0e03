//! What a press can be taken back with.

use crate::commands::{Acknowledge, ClearAcknowledgement, PutSnoozes, SetMain, SetPaused};

/// The command that undoes another one.
#[derive(Debug, Clone, PartialEq)]
pub enum Undo {
    /// Puts snoozes back as they were.
    PutSnoozes(PutSnoozes),
    /// Of an acknowledgement that was taken back.
    Acknowledge(Acknowledge),
    /// Undoes an acknowledgement.
    ClearAcknowledgement(ClearAcknowledgement),
    /// Puts pilots back under their main.
    SetMain(SetMain),
    /// Resumes, or pauses again.
    SetPaused(SetPaused),
}
