//! The panel with names to copy and pages to open.

use captrack_contract::WindowCommand;
use yew::prelude::*;

use crate::actions::links::{LinkEntry, LinkSite, LinkSubject};
use crate::desk::link::use_link;
use crate::kit::copy_field::copy;
use crate::kit::icon::{Drawing, Icon};
use crate::kit::popover::Popover;
use crate::platform::dom;
use crate::words::text::{args, say_with};

/// About what.
#[derive(Properties, PartialEq)]
pub struct LinksPanelProps {
    /// The element id of the button it hangs from.
    pub anchor: AttrValue,
    /// What there is to copy and to open.
    pub subject: LinkSubject,
    /// The user is done with it.
    pub on_close: Callback<()>,
}

/// Its name in attributes, and what it says.
fn words(entry: &LinkEntry) -> (&'static str, AttrValue, Icon) {
    match entry {
        LinkEntry::Copy(name) => ("copy", say_with("link-copy", &args!("name" => name.as_str())), Icon::Copy),
        LinkEntry::Open(LinkSite::Zkillboard, name, _) => {
            ("zkillboard", say_with("link-zkillboard", &args!("name" => name.as_str())), Icon::Out)
        }
        LinkEntry::Open(LinkSite::Dotlan, name, _) => {
            ("dotlan", say_with("link-dotlan", &args!("name" => name.as_str())), Icon::Out)
        }
    }
}

/// The panel.
#[component]
pub fn LinksPanel(props: &LinksPanelProps) -> Html {
    let link = use_link();
    let choose = {
        let (anchor, on_close) = (props.anchor.clone(), props.on_close.clone());
        Callback::from(move |entry: LinkEntry| {
            dom::focus(dom::by_id(&anchor));
            on_close.emit(());
            match entry {
                LinkEntry::Copy(name) => copy(&link, &name.clone().into(), &name),
                LinkEntry::Open(_, _, page) => link.ask_window(WindowCommand::OpenWebPage { page }),
            }
        })
    };
    let label = say_with("links-of", &args!("name" => props.subject.title.as_str()));
    html! {
        <Popover id="links-panel" anchor={props.anchor.clone()} {label} wide=true on_close={props.on_close.clone()}>
            <p class="popover-title"><b>{ props.subject.title.clone() }</b></p>
            for entry in props.subject.entries() {
                { item(entry, &choose) }
            }
        </Popover>
    }
}

fn item(entry: LinkEntry, choose: &Callback<LinkEntry>) -> Html {
    let (name, text, icon) = words(&entry);
    html! {
        <button
            key={text.to_string()}
            class="popover-item has-icon"
            type="button"
            data-item="true"
            data-link={name}
            onclick={choose.reform(move |_: MouseEvent| entry.clone())}
        >
            <Drawing {icon} size={14} />
            <span class="cut">{ text }</span>
        </button>
    }
}
