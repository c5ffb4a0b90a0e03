//! Newer versions of the program: the question whether it may look for them, and that there is one.

use captrack_contract::{NewVersions, WindowCommand, commands};
use yew::prelude::*;

use crate::desk;
use crate::desk::answer::{AskRhythm, OnChange, use_answer};
use crate::desk::link::use_link;
use crate::kit::banner::{Banner, BannerWeight};
use crate::words::text::{args, say, say_with};

/// It may have been decided in the settings.
const RHYTHM: AskRhythm = AskRhythm { every: Some(60), on_change: OnChange::Wait };

/// What there is to say.
#[derive(Debug, Clone, PartialEq, Eq)]
enum VersionNews {
    /// Nobody has decided yet whether it may look.
    Undecided,
    /// There is this one.
    Newer(String),
}

fn news(known: Option<&NewVersions>) -> Option<VersionNews> {
    let known = known?;
    match (&known.looks, &known.newer) {
        (None, _) => Some(VersionNews::Undecided),
        (Some(_), newer) => newer.as_ref().map(|newer| VersionNews::Newer(newer.version.clone())),
    }
}

/// One banner, or none.
#[component]
pub fn VersionNotice() -> Html {
    let link = use_link();
    let known = use_state_eq(|| None::<NewVersions>);
    let dismissed = use_state_eq(|| None::<VersionNews>);
    let set = known.setter();
    use_answer(Some(()), RHYTHM, move |()| {
        let set = set.clone();
        async move {
            // What cannot be asked is not shown: that the program does not answer is said elsewhere.
            set.set(desk::ask(commands::NewVersions).await.ok());
        }
    });
    let decide = |look: bool| {
        let (link, set) = (link.clone(), known.setter());
        Callback::from(move |_: MouseEvent| {
            let set = set.clone();
            link.ask_then(commands::LookForVersions { look }, move |known| set.set(Some(known)));
        })
    };
    let open = {
        let link = link.clone();
        Callback::from(move |_: MouseEvent| link.ask_window(WindowCommand::OpenHelp { topic: "releases".into() }))
    };
    let Some(news) = news(known.as_ref()).filter(|news| dismissed.as_ref() != Some(news)) else { return html! {} };
    let dismiss = {
        let (dismissed, news) = (dismissed.setter(), news.clone());
        Callback::from(move |_: MouseEvent| dismissed.set(Some(news.clone())))
    };
    let button = |action: &'static str, text: AttrValue, onclick: Callback<MouseEvent>| {
        html! { <button class="button is-small" type="button" data-action={action} {onclick}>{ text }</button> }
    };
    match news {
        VersionNews::Undecided => html! {
            <Banner name="versions" weight={BannerWeight::Note} text={say("version-question")}>
                { button("look-for-versions", say("version-look"), decide(true)) }
                { button("no-versions", say("version-no-look"), decide(false)) }
            </Banner>
        },
        VersionNews::Newer(version) => html! {
            <Banner
                name="new-version"
                weight={BannerWeight::Note}
                text={say_with("version-newer", &args!("version" => version))}
            >
                { button("open-releases", say("version-page"), open) }
                { button("dismiss-version", say("put-away"), dismiss) }
            </Banner>
        },
    }
}

#[cfg(test)]
mod tests {
    use captrack_contract::NewVersion;

    use super::*;

    #[test]
    fn it_is_asked_once_and_a_newer_version_is_named() {
        let newer = NewVersion { version: "0.4.0".into(), notes: String::new() };
        let known = |looks, newer| news(Some(&NewVersions { looks, newer }));
        assert_eq!(news(None), None, "nothing is known yet");
        assert_eq!(known(None, None), Some(VersionNews::Undecided));
        assert_eq!(known(Some(false), None), None);
        assert_eq!(known(Some(true), None), None);
        assert_eq!(known(Some(true), Some(newer)), Some(VersionNews::Newer("0.4.0".into())));
    }
}
