//! A line of the activity log.

use crate::words::core::author;
use captrack_contract::{ActivityLine, said};
use yew::prelude::*;

use crate::activity::words::{Family, done};
use crate::platform::dom;
use crate::platform::shared::SharedRef;
use crate::words::text::{args, say, say_with};
use crate::words::time;

/// Which line.
#[derive(Properties, PartialEq)]
pub struct LineProps {
    /// The line.
    pub line: SharedRef<ActivityLine>,
    /// The user wants to see what it is about.
    pub on_show: Callback<SharedRef<ActivityLine>>,
}

/// The line: when, what, to whom, how it was and is, by whom. One that is about somebody leads to their card.
#[component]
pub fn Line(props: &LineProps) -> Html {
    let activity = &props.line.activity;
    let leads = props.line.main.is_some();
    let show = {
        let (line, on_show) = (props.line.clone(), props.on_show.clone());
        // Whoever selects text of the line with the pointer reads it.
        Callback::from(move |_: MouseEvent| {
            if leads && !dom::is_text_selected() {
                on_show.emit(line.clone());
            }
        })
    };
    let onkeydown = {
        let (line, on_show) = (props.line.clone(), props.on_show.clone());
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter" {
                on_show.emit(line.clone());
            }
        })
    };
    let subject = said(activity.texts.subject.as_ref(), &activity.subject);
    let old = activity.old.as_deref().map(|old| said(activity.texts.old.as_ref(), old));
    let new = activity.new.as_deref().map(|new| said(activity.texts.new.as_ref(), new));
    let by = author(&activity.by);
    html! {
        <tr
            class={leads.then_some("is-link")}
            data-line={props.line.id.to_string()}
            data-kind={activity.kind.name()}
            data-main={props.line.main.map(|main| main.to_string())}
            data-family={Family::of(activity.kind).name()}
            onclick={show}
        >
            <td class="log-time" title={time::exact(activity.at)}>{ time::of_day(activity.at) }</td>
            <td class="log-what"><i aria-hidden="true" />{ done(activity.kind) }</td>
            <td class="log-subject cut" title={subject.clone()}>
                if leads {
                    // No button: a name can be selected and copied. A press on it is one on the line.
                    <span
                        class="log-link"
                        role="link"
                        tabindex="0"
                        data-action="show-card"
                        title={say_with("line-show", &args!("who" => subject.as_str()))}
                        {onkeydown}
                    >
                        { subject.clone() }
                    </span>
                } else {
                    { subject.clone() }
                }
            </td>
            <td class="log-change">
                { change(old.as_deref(), new.as_deref()) }
                if props.line.gone {
                    <span class="log-gone" data-note="gone">{ say("line-gone") }</span>
                }
            </td>
            <td class="log-by">{ by }</td>
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
