//! A strip across the page for what holds as long as it holds.

use yew::prelude::*;

use crate::kit::icon::{Drawing, Icon};
use crate::words::text::say;

/// How much it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BannerWeight {
    /// Good to know.
    Note,
    /// Something does not work as it should.
    Trouble,
}

/// What the strip says.
#[derive(Properties, PartialEq)]
pub struct BannerProps {
    /// Its name in attributes.
    pub name: AttrValue,
    /// How much it matters.
    pub weight: BannerWeight,
    /// What it says.
    pub text: AttrValue,
    /// A button at its end, if there is something to do.
    #[prop_or_default]
    pub children: Children,
}

/// The strip that says that the program has not been heard for a while.
pub fn silent(is_silent: bool) -> Html {
    html! {
        if is_silent {
            <Banner name="silent" weight={BannerWeight::Trouble} text={say("silent")} />
        }
    }
}

/// The strip.
#[component]
pub fn Banner(props: &BannerProps) -> Html {
    let (weight, icon) = match props.weight {
        BannerWeight::Note => ("note", Icon::Info),
        BannerWeight::Trouble => ("trouble", Icon::Warning),
    };
    html! {
        <div class="banner" role="status" data-banner={props.name.clone()} data-weight={weight}>
            <Drawing {icon} size={16} />
            <p>{ props.text.clone() }</p>
            { for props.children.iter() }
        </div>
    }
}
