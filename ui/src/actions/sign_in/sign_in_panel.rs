//! A sign-in above what a page of the main window shows: from its button to how it ended, and on with the next pilot.

use yew::prelude::*;

use crate::actions::sign_in::sign_in_box::SignInBox;
use crate::actions::sign_in::{SignInStage, use_sign_in};
use crate::words::text::say;

/// For which page.
#[derive(Properties, PartialEq)]
pub struct SignInPanelProps {
    /// The user has asked this page for it. A sign-in that is under way, or whose end was not read yet, is shown in any case.
    #[prop_or_default]
    pub asked: bool,
    /// A pilot is signed in already.
    pub has_pilots: bool,
    /// The user is done with it.
    #[prop_or_default]
    pub on_close: Callback<()>,
}

/// The panel; nothing while nobody has asked for it.
#[component]
pub fn SignInPanel(props: &SignInPanelProps) -> Html {
    let flow = use_sign_in();
    if *flow.state == SignInStage::Idle && !props.asked {
        return Html::default();
    }
    let on_close = {
        let (flow, closed) = (flow, props.on_close.clone());
        Callback::from(move |()| {
            flow.close();
            closed.emit(());
        })
    };
    html! {
        <section class="sign-in-panel" data-panel="sign-in" aria-label={say("sign-in-panel")}>
            <SignInBox possible=true has_pilots={props.has_pilots} {on_close} take_focus={props.asked} />
        </section>
    }
}
