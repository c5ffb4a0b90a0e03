//! A page whose process ended, or that answers no more: it is loaded again where it was, a few times, and then said to be lost. The
//! monitor never notices.

mod heartbeat;
mod loss;
mod recovery;
mod reloads;
mod report;
mod watch;
#[cfg(target_os = "linux")]
mod webkit;
#[cfg(windows)]
mod webview2;
mod window_close;

pub use heartbeat::beat;
pub use loss::LostPage;
#[cfg(target_os = "macos")]
pub use loss::PageLoss;
pub use recovery::bring_back;
pub use reloads::OpenPages;
#[cfg(target_os = "macos")]
pub use report::lost;
pub use report::{no_web_view, report};
pub use watch::listen;
pub use window_close::clear_away;
