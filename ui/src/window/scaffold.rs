//! What every page of the main window stands in: the rail, its own bar, banners, what it shows, notices, panels.

use captrack_contract::Refusal;
use yew::prelude::*;

use crate::desk::link::DeskLink;
use crate::kit::banner::{Banner, BannerWeight, silent};
use crate::kit::states::{Loading, Unreachable};
use crate::window::banners::problems;
use crate::window::context::MainWindowContext;
use crate::window::notice_line::NoticeLine;
use crate::window::rail::Rail;

/// The parts of a page.
pub struct PageParts {
    /// The bar at the top.
    pub top: Html,
    /// What has to be said above what the page shows.
    pub banners: Html,
    /// What it shows.
    pub content: Html,
    /// What is open over it.
    pub panels: Html,
}

/// A page of the main window.
pub fn scaffold(name: &'static str, window: &MainWindowContext, link: DeskLink, parts: PageParts) -> Html {
    html! {
        <ContextProvider<DeskLink> context={link}>
            <div class="window" data-page={name}>
                <Rail />
                <main class="pane">
                    { parts.top }
                    { parts.banners }
                    { parts.content }
                </main>
                <NoticeLine notices={window.notices.clone()} />
                { parts.panels }
            </div>
        </ContextProvider<DeskLink>>
    }
}

/// The banners that every page but the board has: no word from the program, problems, and that what is shown may be out of date.
pub fn banners(window: &MainWindowContext, is_shown: bool, refused: Option<&Refusal>) -> Html {
    let old = window.surroundings.why_old(refused).filter(|_| is_shown);
    html! {
        <>
            { silent(window.is_silent) }
            { problems(&window.surroundings) }
            if let Some(refusal) = old {
                <Banner name="refused" weight={BannerWeight::Trouble} text={refusal.said()} />
            }
        </>
    }
}

/// What stands where nothing is known yet: that it is asked for, or why it is not there and the way to try again.
pub fn not_there_yet(refused: Option<&Refusal>, try_again: &Callback<()>) -> Html {
    match refused {
        Some(refusal) => html! { <Unreachable refusal={refusal.clone()} try_again={try_again.clone()} /> },
        None => html! { <Loading /> },
    }
}

/// The same in place of a list, which takes the focus.
pub fn in_list(content: Html) -> Html {
    html! { <div class="list" tabindex="-1" data-list="state">{ content }</div> }
}
