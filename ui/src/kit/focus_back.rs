//! Where the focus goes when the question that had it has gone.

use yew::prelude::*;

use crate::platform::dom;

/// Gives the focus to this element, or to the page's list where that has gone too, once a question is over that took it with it.
#[hook]
pub fn use_focus_back(asking: bool, to: &str) {
    let asked = use_mut_ref(|| false);
    let to = to.to_owned();
    use_effect_with(asking, move |asking| {
        if asked.replace(*asking) && !*asking && dom::focused().is_none() {
            let list = || dom::document()?.query_selector(".list").ok()?;
            dom::focus(dom::by_id(&to).or_else(list));
        }
    });
}
