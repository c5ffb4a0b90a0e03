//! A panic in a task is nobody's but the task's: here it counts.

use std::cell::RefCell;
use std::panic;
use std::sync::Once;

thread_local! {
    static LAST: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Runs it, and panics where a task of its own has panicked, as the function itself would.
pub fn none_in_tasks(run: impl FnOnce()) {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            LAST.with_borrow_mut(|last| *last = Some(panic.to_string()));
            before(panic);
        }));
    });
    LAST.with_borrow_mut(|last| *last = None);
    run();
    let last = LAST.with_borrow_mut(Option::take);
    assert!(last.is_none(), "a task panicked: {}", last.unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use crate::answers::block_on;

    use super::*;

    #[test]
    fn a_panic_in_a_task_is_not_lost() {
        let in_a_task = || {
            block_on(async {
                // Whoever waits for it may go on all the same.
                let _ = tokio::spawn(async { panic!("on purpose") }).await;
            });
        };
        assert!(panic::catch_unwind(|| none_in_tasks(in_a_task)).is_err());
        none_in_tasks(|| ());
    }
}
