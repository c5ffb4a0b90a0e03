//! The image server: a small picture for every id, made from the id.

mod paint;
mod png;

use crate::core::Core;
use crate::http::{SimReply, SimRequest};
use paint::Motif;

/// Sizes that can be asked for, in pixels.
const SIZES: [usize; 6] = [32, 64, 128, 256, 512, 1024];
/// Larger pictures are answered in this size; a browser scales them.
const LARGEST_PAINTED: usize = 256;

/// Answers a request for a picture.
pub(crate) fn answer(core: &Core, call: &SimRequest) -> SimReply {
    let segments = call.segments();
    let (motif, id) = match segments[..] {
        ["characters", id, "portrait"] => (Motif::Portrait, id),
        ["corporations", id, "logo"] => (Motif::Corporation, id),
        ["alliances", id, "logo"] => (Motif::Alliance, id),
        ["types", id, "icon" | "render"] => (Motif::Hull, id),
        _ => return SimReply::html(404, "Not found".to_owned()),
    };
    let Ok(id) = id.parse::<i64>() else {
        return SimReply::html(404, "Not found".to_owned());
    };
    let size = call.query("size").map_or(Ok(64), str::parse::<usize>);
    let Some(size) = size.ok().filter(|size| SIZES.contains(size)) else {
        return SimReply::html(400, "The size must be a power of two from 32 to 1024".to_owned());
    };
    core.tally.count(|stats| stats.images += 1);
    let picture = paint::picture(motif, id, size.min(LARGEST_PAINTED));
    SimReply::bytes(200, "image/png", picture)
        .with("cache-control", "public, max-age=86400")
        .with("access-control-allow-origin", "*")
}
