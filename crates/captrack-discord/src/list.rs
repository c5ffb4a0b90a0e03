//! A list in a field: line by line, as many as there is room for.

use captrack_domain::text;

use crate::limits::units;
use crate::said::said;

/// Kept free for `and 12345 more`.
const FOR_THE_REST: usize = 20;

/// Line by line, as many as `room` characters hold; the others are counted.
pub(crate) fn list(lines: &[String], room: usize) -> String {
    let whole = lines.join("\n");
    if units(&whole) <= room {
        return whole;
    }
    let mut shown = String::new();
    let mut named = 0;
    for line in lines {
        if units(&shown) + units(line) + 1 > room.saturating_sub(FOR_THE_REST) {
            break;
        }
        shown.push_str(line);
        shown.push('\n');
        named += 1;
    }
    format!("{shown}{}", said(&text!("and-more", n = lines.len() - named)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_room_is_counted() {
        let lines: Vec<String> = (10..20).map(|n| format!("line {n}")).collect();
        assert_eq!(list(&lines, 79), lines.join("\n"));
        assert_eq!(list(&lines, 36), "line 10\nline 11\nand 8 more");
        assert_eq!(list(&lines, 10), "and 10 more");
    }
}
