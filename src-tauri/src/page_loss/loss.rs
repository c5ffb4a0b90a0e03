//! What is known of a page that was lost.

use super::reloads::PageRemedy;

/// How a page was lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageLoss {
    /// The process that draws it has ended; its window can load it again.
    PageProcess,
    /// The process that all windows share has ended: the window has to be made again.
    #[cfg_attr(not(windows), allow(dead_code))] // WebKit has none that ends alone.
    BrowserProcess,
    /// It does not answer.
    Silent,
}

/// A page that was lost, and what is to be done about it.
#[derive(Debug)]
pub struct LostPage {
    /// The label of its window.
    pub window: String,
    /// How it was lost.
    pub loss: PageLoss,
    /// What is to be done.
    pub remedy: PageRemedy,
}
