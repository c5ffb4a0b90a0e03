//! Where a window stands, remembered and restored. Pure.

use serde::{Deserialize, Serialize};

/// So much of a window's upper edge must lie on a screen for the user to get hold of it, in physical pixels.
const GRIP: (i64, i64) = (160, 40);

/// Where a window stands.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct WindowPlace {
    /// Width of its content, in logical pixels.
    pub width: f64,
    /// Height of its content, in logical pixels.
    pub height: f64,
    /// Left edge, in physical pixels; unknown where the desktop does not tell (Wayland).
    pub x: Option<i32>,
    /// Upper edge, in physical pixels.
    pub y: Option<i32>,
    /// It fills the screen; width and height are what it has otherwise.
    pub maximised: bool,
}

/// A screen, in physical pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Screen {
    /// Left edge.
    pub x: i32,
    /// Upper edge.
    pub y: i32,
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
}

impl WindowPlace {
    /// A window of that size wherever the desktop puts it.
    pub const fn sized(width: f64, height: f64) -> Self {
        Self { width, height, x: None, y: None, maximised: false }
    }

    /// What was remembered, if it can be read and is not smaller than the window may be.
    pub fn remembered(json: &str, least: (f64, f64)) -> Option<Self> {
        let place: Self = serde_json::from_str(json).ok()?;
        (place.width.is_finite() && place.height.is_finite()).then_some(Self {
            width: place.width.max(least.0),
            height: place.height.max(least.1),
            ..place
        })
    }

    /// What is remembered.
    pub fn to_json(self) -> String {
        serde_json::to_string(&self).unwrap_or_default()
    }

    /// Where to put the window, unless the screen it stood on is gone.
    pub fn position(&self, screens: &[Screen]) -> Option<(i32, i32)> {
        let (x, y) = (self.x?, self.y?);
        let (left, top) = (i64::from(x), i64::from(y));
        // The scale of that screen is not known here; one that is too wide by it only makes the test kinder.
        let right = left + self.width as i64;
        screens
            .iter()
            .any(|screen| {
                let (from_x, from_y) = (i64::from(screen.x), i64::from(screen.y));
                let (to_x, to_y) = (from_x + i64::from(screen.width), from_y + i64::from(screen.height));
                let visible = right.min(to_x) - left.max(from_x);
                visible >= GRIP.0 && top >= from_y && top + GRIP.1 <= to_y
            })
            .then_some((x, y))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCREEN: Screen = Screen { x: 0, y: 0, width: 1920, height: 1080 };
    const SECOND: Screen = Screen { x: -1280, y: 0, width: 1280, height: 1024 };

    fn at(x: i32, y: i32) -> WindowPlace {
        WindowPlace { x: Some(x), y: Some(y), ..WindowPlace::sized(1280.0, 800.0) }
    }

    #[test]
    fn a_window_returns_to_where_it_stood() {
        assert_eq!(at(100, 50).position(&[SCREEN]), Some((100, 50)));
        assert_eq!(at(-1200, 50).position(&[SCREEN, SECOND]), Some((-1200, 50)));
    }

    #[test]
    fn a_window_whose_screen_is_gone_is_put_by_the_desktop() {
        assert_eq!(at(-1200, 50).position(&[SCREEN]), None);
        assert_eq!(at(1900, 50).position(&[SCREEN]), None);
        assert_eq!(at(100, 1070).position(&[SCREEN]), None);
        assert_eq!(at(100, -20).position(&[SCREEN]), None);
    }

    #[test]
    fn where_the_desktop_does_not_tell_nothing_is_restored_but_the_size() {
        assert_eq!(WindowPlace::sized(1000.0, 700.0).position(&[SCREEN]), None);
    }

    #[test]
    fn what_was_remembered_is_found_again_and_never_too_small() {
        let place = WindowPlace { maximised: true, ..at(3, 4) };
        assert_eq!(WindowPlace::remembered(&place.to_json(), (900.0, 600.0)), Some(place));
        let tiny = WindowPlace::sized(10.0, 10.0).to_json();
        assert_eq!(WindowPlace::remembered(&tiny, (900.0, 600.0)), Some(WindowPlace::sized(900.0, 600.0)));
        assert_eq!(WindowPlace::remembered("{}", (900.0, 600.0)), None);
    }
}
