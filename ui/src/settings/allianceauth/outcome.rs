//! Why something was refused, in the words of who refused it.

use yew::prelude::*;

use crate::kit::icon::{Drawing, Icon};

/// The sentence, said aloud; nothing without one.
pub fn refused(sentence: Option<&str>) -> Html {
    sentence.map_or_else(Html::default, |sentence| {
        html! {
            <p class="outcome" role="alert" data-outcome="refused"><Drawing icon={Icon::Warning} />{ sentence.to_owned() }</p>
        }
    })
}

/// Something goes on that takes a moment.
pub fn going_on(text: AttrValue) -> Html {
    html! { <p class="auth-going-on" role="status"><span class="spinner" aria-hidden="true" />{ text }</p> }
}
