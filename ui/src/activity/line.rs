//! A line of the activity log.

use captrack_contract::ActivityLine;
use captrack_domain::words::author;
use yew::prelude::*;

use crate::activity::words::{Family, done};
use crate::platform::shared::SharedRef;
use crate::words::text::say;
use crate::words::time;

/// Which line.
#[derive(Properties, PartialEq)]
pub struct LineProps {
    /// The line.
    pub line: SharedRef<ActivityLine>,
}

/// The line: when, what, to whom, how it was and is, by whom.
#[component]
pub fn Line(props: &LineProps) -> Html {
    let activity = &props.line.activity;
    html! {
        <tr data-line={props.line.id.to_string()} data-kind={activity.kind.name()} data-family={Family::of(activity.kind).name()}>
            <td class="log-time" title={time::exact(activity.at)}>{ time::of_day(activity.at) }</td>
            <td class="log-what"><i aria-hidden="true" />{ done(activity.kind) }</td>
            <td class="log-subject cut" title={activity.subject.clone()}>{ activity.subject.clone() }</td>
            <td class="log-change">{ change(activity.old.as_deref(), activity.new.as_deref()) }</td>
            <td class="log-by cut" title={author(&activity.by).to_owned()}>{ author(&activity.by) }</td>
        </tr>
    }
}

fn change(old: Option<&str>, new: Option<&str>) -> Html {
    let phrase = |class: &'static str, text: &str| {
        html! { <span class={class} title={text.to_owned()}>{ text.to_owned() }</span> }
    };
    match (old, new) {
        (None, None) => Html::default(),
        (None, Some(new)) => phrase("log-new", new),
        (Some(old), None) => phrase("log-old", old),
        (Some(old), Some(new)) => html! {
            <>
                { phrase("log-old", old) }
                <span class="log-arrow" aria-hidden="true">{ "→" }</span>
                <span class="unseen">{ say("becomes") }</span>
                { phrase("log-new", new) }
            </>
        },
    }
}
