//! Where there is no GPU, pages are drawn without accelerated compositing: what the processor draws anyway it draws five times as fast when it does
//! not have to stand in for a GPU.

use std::fs::OpenOptions;
use std::path::Path;

use tauri::WebviewWindow;
use webkit2gtk::{HardwareAccelerationPolicy, SettingsExt, WebViewExt};

/// Where the kernel keeps what draws.
const DEVICES: &str = "/dev/dri";

/// Chooses it for the page of a window.
pub fn choose(window: &WebviewWindow) {
    if has_gpu(Path::new(DEVICES)) {
        return;
    }
    let chosen = window.with_webview(|webview| {
        let page = webview.inner();
        // Whoever drives a page takes pictures of it, and without compositing these never come.
        if page.is_controlled_by_automation() {
            return;
        }
        if let Some(settings) = WebViewExt::settings(&page) {
            settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
            tracing::info!("no GPU: pages are drawn without compositing");
        }
    });
    if let Err(error) = chosen {
        tracing::warn!(%error, "a page is drawn as if there was a GPU");
    }
}

/// Whether there is anything that renders and may be used: a node `renderD…` that can be opened for reading and writing.
fn has_gpu(devices: &Path) -> bool {
    let nodes = std::fs::read_dir(devices).into_iter().flatten().flatten();
    let mut renders = nodes.filter(|node| node.file_name().to_string_lossy().starts_with("renderD"));
    renders.any(|node| OpenOptions::new().read(true).write(true).open(node.path()).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gpu_is_a_render_node_that_can_be_opened() {
        let folder = tempfile::tempdir().unwrap();
        let devices = folder.path();
        assert!(!has_gpu(&devices.join("none")));
        std::fs::write(devices.join("card0"), "").unwrap();
        assert!(!has_gpu(devices), "a screen alone renders nothing");
        // A folder cannot be opened for writing, by nobody.
        std::fs::create_dir(devices.join("renderD128")).unwrap();
        assert!(!has_gpu(devices));
        std::fs::write(devices.join("renderD129"), "").unwrap();
        assert!(has_gpu(devices));
    }
}
