//! The pictures of the documentation: the demo on a desktop with a real panel and a real notification server.
//!
//! Run by `cargo xtask screenshots`; those that the documentation shows go to `docs/screenshots`, every other page and state, dark and light, wide
//! and small, to `test-output/screenshots`.

#[cfg(target_os = "linux")]
mod pages;
#[cfg(target_os = "linux")]
mod panel;
#[cfg(target_os = "linux")]
mod session;

#[cfg(target_os = "linux")]
#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    session::take_all().await
}

#[cfg(not(target_os = "linux"))]
fn main() -> anyhow::Result<()> {
    anyhow::bail!("pictures are taken on a desktop without a screen, which Linux alone has")
}
