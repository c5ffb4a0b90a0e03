//! The wire: what comes in as a [`SimRequest`], what goes out as a [`SimReply`], and the connection that can be broken on purpose.

mod call;
mod packing;
mod reply;
mod serve;
mod wire;

pub(crate) use call::{SimRequest, find};
pub(crate) use reply::SimReply;
pub(crate) use serve::{answer_in_process, serve};
