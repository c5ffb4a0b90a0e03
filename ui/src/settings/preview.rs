//! What the edited rules would change, before they are saved.

use std::rc::Rc;

use captrack_contract::{Preview, PreviewMain, Refusal, commands};
use captrack_domain::policy::Policy;
use yew::prelude::*;

use crate::desk::answer::{AskRhythm, OnChange, use_answer};
use crate::kit::icon::{Drawing, Icon};
use crate::kit::level_shape::LevelShape;
use crate::platform::timer::use_settled;
use crate::words::text::{args, say, say_with};
use crate::{desk, words};

/// The desk is asked once edits rest for so long.
const REST_MILLIS: i32 = 300;
/// So many mains of a list are shown.
const MOST: usize = 50;

/// What the desk says about edited rules.
#[derive(Debug, Clone, PartialEq)]
pub struct PreviewAnswer {
    /// About which.
    pub policy: Rc<Policy>,
    /// What it says.
    pub answer: Result<Rc<Preview>, Refusal>,
}

impl PreviewAnswer {
    /// Why the rules cannot be used.
    pub fn refused(&self) -> Option<AttrValue> {
        let refused = self.answer.as_ref().ok()?.refused.clone()?;
        Some(refused.said().into())
    }
}

/// What the desk says about the edited rules: asked when they change, and again when something happens in New Eden.
#[hook]
pub fn use_preview(draft: Option<Rc<Policy>>) -> Option<PreviewAnswer> {
    let told = use_state_eq(|| None::<PreviewAnswer>);
    let rested = use_state_eq(|| None::<Rc<Policy>>);
    // Rules that make no sense by themselves need no question.
    let wanted = draft.filter(|draft| draft.validate().is_ok());
    {
        let rested = rested.setter();
        use_settled(wanted.clone(), REST_MILLIS, move |wanted: &Option<Rc<Policy>>| rested.set(wanted.clone()));
    }
    let answered = told.setter();
    let rhythm = AskRhythm { every: None, on_change: OnChange::AskAtOnce };
    use_answer((*rested).clone(), rhythm, move |policy: Rc<Policy>| {
        let answered = answered.clone();
        async move {
            let answer = desk::ask(commands::PreviewPolicy { policy: (*policy).clone() }).await.map(Rc::new);
            answered.set(Some(PreviewAnswer { policy, answer }));
        }
    });
    (*told).clone().filter(|_| wanted.is_some())
}

/// What is shown.
#[derive(Properties, PartialEq)]
pub struct PreviewPanelProps {
    /// The rules as edited; none: they are those in force.
    pub draft: Option<Rc<Policy>>,
    /// What the desk said last.
    pub told: Option<PreviewAnswer>,
}

/// How many mains alert and would, and which begin, fall silent, or change.
#[component]
pub fn PreviewPanel(props: &PreviewPanelProps) -> Html {
    let shut = use_state_eq(|| false);
    let toggle = {
        let shut = shut.clone();
        Callback::from(move |_: MouseEvent| shut.set(!*shut))
    };
    let Some(draft) = &props.draft else {
        return html! {
            <aside class="preview is-idle" data-preview="idle" aria-label={say("preview")}>
                <h2>{ say("preview") }</h2>
                <p class="quiet">{ say("preview-none") }</p>
            </aside>
        };
    };
    let wrong = draft.validate().err();
    let (state, head, lists) = match (&wrong, &props.told) {
        (Some(error), _) => ("refused", refused(words::policy_error(error)), Html::default()),
        (None, None) => ("asking", html! { <p class="quiet">{ say("preview-asking") }</p> }, Html::default()),
        (None, Some(PreviewAnswer { answer: Err(refusal), .. })) => {
            ("failed", refused(refusal.said().into()), Html::default())
        }
        (None, Some(told)) => match (told.refused(), &told.answer) {
            (Some(why), _) => ("refused", refused(why), Html::default()),
            (None, Ok(preview)) => {
                let state = if told.policy == *draft { "told" } else { "asking" };
                (state, html! { <p data-fact="counts">{ counts(preview) }</p> }, lists(preview))
            }
            (None, Err(_)) => ("asking", Html::default(), Html::default()),
        },
    };
    html! {
        <aside
            class={classes!("preview", shut.then_some("is-shut"))}
            data-preview={state}
            aria-label={say("preview")}
            aria-busy={(state == "asking").to_string()}
        >
            <div class="preview-head">
                <h2>{ say("preview") }</h2>
                <button
                    class={classes!("icon-button", "toggle", (!*shut).then_some("is-open"))}
                    type="button"
                    data-action="preview-lists"
                    aria-expanded={(!*shut).to_string()}
                    aria-controls="preview-lists"
                    aria-label={say("preview-lists")}
                    title={say("preview-lists")}
                    onclick={toggle}
                >
                    <Drawing icon={Icon::Chevron} size={14} />
                </button>
                <div class="preview-counts" role={(state != "refused").then_some("status")}>{ head }</div>
            </div>
            // A list that scrolls can be reached by keyboard.
            <div id="preview-lists" class="preview-lists" tabindex="0" role="region" aria-label={say("preview-lists")}>{ lists }</div>
        </aside>
    }
}

fn refused(why: AttrValue) -> Html {
    html! { <p class="field-error"><Drawing icon={Icon::Warning} size={14} />{ why }</p> }
}

/// `3 mains have alerts now, 5 after saving.`
fn counts(preview: &Preview) -> AttrValue {
    say_with("preview-count", &args!("now" => preview.mains_now, "then" => preview.mains_then))
}

/// What a list of a preview says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum List {
    Begins,
    FallsSilent,
    Changes,
}

impl List {
    const ALL: [Self; 3] = [Self::Begins, Self::FallsSilent, Self::Changes];

    const fn name(self) -> &'static str {
        match self {
            Self::Begins => "begins",
            Self::FallsSilent => "falls_silent",
            Self::Changes => "changes",
        }
    }

    const fn title(self) -> &'static str {
        match self {
            Self::Begins => "preview-begins",
            Self::FallsSilent => "preview-falls-silent",
            Self::Changes => "preview-changes",
        }
    }

    fn of(self, preview: &Preview) -> &[PreviewMain] {
        match self {
            Self::Begins => &preview.begins,
            Self::FallsSilent => &preview.falls_silent,
            Self::Changes => &preview.changes,
        }
    }

    /// What alerts of a main, now or then or both.
    fn hulls(self, main: &PreviewMain) -> AttrValue {
        match self {
            Self::Begins => main.then.clone().into(),
            Self::FallsSilent => main.now.clone().into(),
            Self::Changes => {
                say_with("preview-change", &args!("now" => main.now.as_str(), "then" => main.then.as_str()))
            }
        }
    }
}

/// The mains that are shown, and how many more there are.
fn shown(mains: &[PreviewMain]) -> (&[PreviewMain], usize) {
    mains.split_at_checked(MOST).map_or((mains, 0), |(first, rest)| (first, rest.len()))
}

fn lists(preview: &Preview) -> Html {
    if List::ALL.into_iter().all(|list| list.of(preview).is_empty()) {
        return html! { <p class="quiet" data-fact="same">{ say("preview-same") }</p> };
    }
    List::ALL
        .into_iter()
        .filter(|list| !list.of(preview).is_empty())
        .map(|list| one_list(list, list.of(preview)))
        .collect()
}

fn one_list(list: List, mains: &[PreviewMain]) -> Html {
    let (first, more) = shown(mains);
    html! {
        <section key={list.name()} class="preview-list" data-list={list.name()} data-count={mains.len().to_string()}>
            <h3>{ say_with(list.title(), &args!("n" => mains.len())) }</h3>
            <ul>
                for main in first {
                    <li key={main.main.0.to_string()} data-main={main.main.to_string()} data-level={main.level.name()}>
                        <span class="preview-level"><LevelShape level={main.level} /></span>
                        <b class="cut">{ main.name.clone() }</b>
                        <small>{ list.hulls(main) }</small>
                    </li>
                }
            </ul>
            if more > 0 {
                <p class="quiet">{ say_with("and-more", &args!("n" => more)) }</p>
            }
        </section>
    }
}

#[cfg(test)]
mod tests {
    use captrack_contract::ErrorCode;
    use captrack_domain::evaluate::Level;
    use captrack_domain::ids::PilotId;

    use super::*;

    fn main(id: i64) -> PreviewMain {
        PreviewMain {
            main: PilotId(id),
            name: format!("Pilot {id}"),
            level: Level::Alerting,
            now: "5 dreadnoughts".into(),
            then: "6 dreadnoughts".into(),
        }
    }

    #[test]
    fn the_counts_are_one_sentence() {
        let said = |now, then| counts(&Preview { mains_now: now, mains_then: then, ..Preview::default() }).to_string();
        assert_eq!(said(3, 5), "3 mains have alerts now, 5 after saving.");
        assert_eq!(said(1, 0), "One main has alerts now, none after saving.");
        assert_eq!(said(0, 1), "No main has alerts now, one after saving.");
    }

    #[test]
    fn a_long_list_says_how_many_more_there_are() {
        let mains: Vec<_> = (0..53).map(main).collect();
        let (first, more) = shown(&mains);
        assert_eq!((first.len(), more), (50, 3));
        assert_eq!(shown(&mains[..50]).1, 0);
        assert_eq!(shown(&mains[..2]), (&mains[..2], 0));
    }

    #[test]
    fn a_main_tells_the_hulls_that_matter_in_its_list() {
        let main = main(1);
        assert_eq!(List::Begins.hulls(&main), "6 dreadnoughts");
        assert_eq!(List::FallsSilent.hulls(&main), "5 dreadnoughts");
        assert_eq!(List::Changes.hulls(&main), "5 dreadnoughts → 6 dreadnoughts");
    }

    #[test]
    fn a_refusal_of_the_desk_is_told_and_an_answer_is_none() {
        let told = |preview: Preview| PreviewAnswer { policy: Rc::default(), answer: Ok(Rc::new(preview)) };
        assert_eq!(told(Preview::default()).refused(), None);
        let refused = Preview {
            refused: Some(Refusal::new(ErrorCode::Invalid, "Group 25 is no group of ships.")),
            ..Preview::default()
        };
        assert_eq!(told(refused).refused().as_deref(), Some("Group 25 is no group of ships."));
    }
}
