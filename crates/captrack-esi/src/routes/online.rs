//! GET `/characters/{id}/online`. ESI: char-location, 1200 tokens/15 min, cached 60 s, invalidated by events.

use captrack_domain::reading::Reading;
use serde::Deserialize;

#[derive(Deserialize)]
pub(crate) struct Online {
    online: bool,
}

impl Online {
    pub(crate) const fn reading(&self) -> Reading {
        Reading::Online(self.online)
    }
}
