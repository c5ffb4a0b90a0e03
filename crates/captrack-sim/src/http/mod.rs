//! The wire: what comes in as a [`Call`], what goes out as a [`Reply`], and the connection that can be broken on purpose.

mod call;
mod packing;
mod reply;
mod serve;
mod wire;

pub(crate) use call::{Call, find};
pub(crate) use reply::Reply;
pub(crate) use serve::{answer_in_process, serve};
