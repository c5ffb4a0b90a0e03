//! What the board was like when the user last left it for another page of the window: they come back to the same.

use std::cell::{Cell, RefCell};

use captrack_contract::BoardQuery;

use crate::dashboard::board::BoardModel;
use crate::platform::shared::SharedRef;

thread_local! {
    static BOARD: RefCell<Option<SharedRef<BoardModel>>> = const { RefCell::new(None) };
    static SCROLL: Cell<i32> = const { Cell::new(0) };
}

/// Remembers the board.
pub fn keep(board: Option<SharedRef<BoardModel>>) {
    BOARD.with(|kept| kept.replace(board));
}

/// Remembers how far it was scrolled.
pub fn keep_scroll(scroll: i32) {
    SCROLL.set(scroll);
}

/// The board, if it answers this question.
pub fn board(query: &BoardQuery) -> Option<SharedRef<BoardModel>> {
    BOARD.with(|kept| kept.borrow().clone()).filter(|board| board.query == *query)
}

/// How far that board was scrolled.
pub fn scroll(board: &SharedRef<BoardModel>) -> i32 {
    let same = BOARD.with(|kept| kept.borrow().as_ref() == Some(board));
    if same { SCROLL.get() } else { 0 }
}

#[cfg(test)]
mod tests {
    use captrack_contract::GroupBy;
    use captrack_domain::evaluate::Level;

    use super::*;
    use crate::fixtures;

    #[test]
    fn the_user_comes_back_to_the_board_they_left_and_to_no_other() {
        let left = SharedRef::new(fixtures::board(vec![fixtures::card(1, Level::Critical)]));
        keep(Some(left.clone()));
        keep_scroll(420);
        let found = board(&BoardQuery::default()).unwrap();
        assert_eq!(found, left);
        assert_eq!(scroll(&found), 420);
        let by_region = BoardQuery { group_by: GroupBy::Region, ..BoardQuery::default() };
        assert_eq!(board(&by_region), None);
        let newer = SharedRef::new(fixtures::board(vec![]));
        assert_eq!(scroll(&newer), 0);
    }
}
