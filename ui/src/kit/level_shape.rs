//! The shape of a level: levels differ by shape as well as by colour.

use captrack_domain::evaluate::Level;
use yew::prelude::*;

const fn path(level: Level) -> &'static str {
    match level {
        Level::Critical => "M6 .2 11.8 6 6 11.8.2 6Z",
        Level::Alerting => "M6 .8 11.8 11.2H.2Z",
        Level::Informational => "M6 1.2a4.8 4.8 0 1 1 0 9.6 4.8 4.8 0 0 1 0-9.6Z",
        Level::Snoozed => "M10.6 7.7A5 5 0 0 1 4.3 1.4a5.1 5.1 0 1 0 6.3 6.3Z",
        Level::Unclassified => "M1.5 1.5h9v9h-9ZM3.5 3.5v5h5v-5Z",
    }
}

/// Which level.
#[derive(Properties, PartialEq)]
pub struct LevelShapeProps {
    /// Which level.
    pub level: Level,
    /// What a screen reader calls it; nothing where the level is said beside it.
    #[prop_or_default]
    pub label: Option<AttrValue>,
}

/// Diamond, triangle, disc, moon or frame, in the colour of the text around it.
#[component]
pub fn LevelShape(props: &LevelShapeProps) -> Html {
    html! {
        <svg
            class="shape"
            width="12"
            height="12"
            viewBox="0 0 12 12"
            role={props.label.as_ref().map(|_| "img")}
            aria-label={props.label.clone()}
            aria-hidden={props.label.is_none().then_some("true")}
        >
            <path d={path(props.level)} fill-rule="evenodd" />
        </svg>
    }
}
