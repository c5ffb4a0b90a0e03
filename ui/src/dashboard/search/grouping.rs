//! What a card of the board stands for: the user's choice. Pure.

use captrack_contract::GroupBy;

/// Every choice, as they are offered.
pub const ALL: [GroupBy; 3] = [GroupBy::Main, GroupBy::System, GroupBy::Region];

/// The cards that come after these.
pub const fn next(group_by: GroupBy) -> GroupBy {
    match group_by {
        GroupBy::Main => GroupBy::System,
        GroupBy::System => GroupBy::Region,
        GroupBy::Region => GroupBy::Main,
    }
}

/// The name of a choice of cards, in attributes and in the page's address.
pub const fn name(group_by: GroupBy) -> &'static str {
    match group_by {
        GroupBy::Main => "main",
        GroupBy::System => "system",
        GroupBy::Region => "region",
    }
}

/// The choice of that name; mains for any other.
pub fn of(name: &str) -> GroupBy {
    match name {
        "system" => GroupBy::System,
        "region" => GroupBy::Region,
        _ => GroupBy::Main,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_choices_of_cards_come_in_turn_and_are_found_by_their_names() {
        for group_by in ALL {
            assert_eq!(of(name(group_by)), group_by);
            let round = next(next(next(group_by)));
            assert_eq!(round, group_by);
        }
        assert_eq!(of("colour"), GroupBy::Main);
    }
}
