//! Keys as WebDriver has them: letters of Unicode's private area.

pub const BACKSPACE: char = '\u{e003}';
pub const CONTROL: char = '\u{e009}';
pub const DOWN: char = '\u{e015}';
pub const ENTER: char = '\u{e007}';
pub const ESCAPE: char = '\u{e00c}';
pub const F6: char = '\u{e036}';
pub const TAB: char = '\u{e004}';
