//! The line drawings of the page, 24 units wide, in the colour of the text around them.

use yew::prelude::*;

/// A drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// The program's mark.
    Mark,
    /// The dashboard.
    Dashboard,
    /// The settings.
    Settings,
    /// Opens and closes; points to the right.
    Chevron,
    /// A menu opens here.
    Down,
    /// Snooze.
    Moon,
    /// Nothing pops up.
    Quiet,
    /// Put away, remove.
    Cross,
    /// All is well.
    Tick,
    /// Something needs the user.
    Warning,
    /// Something to know.
    Info,
    /// Copy.
    Copy,
    /// Leads out of the program.
    Out,
    /// Somebody sits in it.
    Pilot,
    /// Take out, less.
    Minus,
    /// Add, more.
    Plus,
    /// Find.
    Search,
    /// A solar system.
    System,
    /// A region of space.
    Region,
    /// A pilot under a main.
    Main,
    /// Pilots.
    Pilots,
    /// What was done.
    Log,
    /// What is told on Discord.
    Discord,
    /// Later.
    Clock,
    /// Once more.
    Again,
    /// The keys.
    Help,
    /// What else can be done.
    More,
    /// Bring a file in.
    Import,
    /// Take a file out.
    Export,
}

impl Icon {
    const fn path(self) -> &'static str {
        match self {
            Self::Mark => "M12 2 21 20H3ZM12 9v5",
            Self::Dashboard => {
                "M5 3h4a2 2 0 0 1 2 2v4a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2ZM15 3h4a2 2 0 0 1 2 2v1a2 2 0 0 \
                 1-2 2h-4a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2ZM15 12h4a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2h-4a2 2 0 0 1-2-2v-5a2 \
                 2 0 0 1 2-2ZM5 15h4a2 2 0 0 1 2 2v2a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-2a2 2 0 0 1 2-2Z"
            }
            Self::Settings => {
                "M4 7h9M19 7h1M4 17h1M11 17h9M16 4.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5ZM8 14.5a2.5 2.5 0 1 1 0 5 \
                 2.5 2.5 0 0 1 0-5Z"
            }
            Self::Chevron => "m9 5 7 7-7 7",
            Self::Down => "m6 9 6 6 6-6",
            Self::Moon => "M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5Z",
            Self::Quiet => {
                "M6.5 9.5a5.5 5.5 0 0 1 9-4M17.4 9.5c0 5 2.1 6 2.1 6M4.5 17.5h11M6.5 9.5c0 6-2 8-2 8M10 20.5h4M4 3l16 18"
            }
            Self::Cross => "m6 6 12 12M18 6 6 18",
            Self::Tick => "m4 12.5 5.5 5.5L20 7",
            Self::Warning => "M12 3 22 20H2ZM12 10v4M12 16.8v.4",
            Self::Info => "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18ZM12 11v5M12 7.6v.4",
            Self::Copy => {
                "M9 9h9a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-7a2 2 0 0 1-2-2ZM15 5V4a1 1 0 0 0-1-1H5a2 2 0 0 0-2 2v9a1 1 0 0 0 1 1h1"
            }
            Self::Out => "M14 4h6v6M20 4l-9 9M18 14v4a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2h4",
            Self::Pilot => "M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8ZM4.5 20c.6-4 3.6-6 7.5-6s6.9 2 7.5 6",
            Self::Minus => "M6 12h12",
            Self::Plus => "M6 12h12M12 6v12",
            Self::Search => "M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13ZM20 20l-4.6-4.6",
            Self::System => {
                "M12 9.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5ZM12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18ZM19 5.2v.1M5 18.8v.1"
            }
            Self::Region => "M5 6v.1M12 4v.1M19 8v.1M7 13v.1M17 16v.1M11 20v.1M5 6l7-2 7 4-2 8-6 4-4-7ZM7 13l10 3",
            Self::Pilots => {
                "M9 4.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7ZM2.5 19.5c.5-3.4 3-5.2 6.5-5.2s6 1.8 6.5 5.2M16 4.8a3.5 3.5 0 0 1 0 \
                 6.4M17.5 14.6c2.3.6 3.7 2.2 4 4.9"
            }
            Self::Log => "M4 6h.1M8 6h12M4 12h.1M8 12h12M4 18h.1M8 18h8",
            Self::Discord => {
                "M5 4h14a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-7l-5 4v-4H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2ZM9 10v1.5M15 10v1.5"
            }
            Self::Clock => "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18ZM12 7.5V12l3 2",
            Self::Again => "M20 12a8 8 0 1 1-2.3-5.7L20 8.5M20 4v4.5h-4.5",
            Self::Help => {
                "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18ZM9.5 9.5a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8M12 16.8v.2"
            }
            Self::More => "M6 12h.1M12 12h.1M18 12h.1",
            Self::Import => "M12 4v11M7.5 10.5 12 15l4.5-4.5M5 20h14",
            Self::Export => "M12 15V4M7.5 8.5 12 4l4.5 4.5M5 20h14",
            Self::Main => {
                "M10 4.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7ZM3.5 19.5c.5-3.4 3-5.2 6.5-5.2M15 21v-7M12 16.5l3-3 3 3"
            }
        }
    }
}

/// A drawing's properties.
#[derive(Properties, PartialEq)]
pub struct DrawingProps {
    /// Which.
    pub icon: Icon,
    /// How wide and high, in pixels.
    #[prop_or(16)]
    pub size: u32,
    /// Classes besides its own.
    #[prop_or_default]
    pub class: Classes,
}

/// A drawing. It says nothing to a screen reader: what it stands on has a name.
#[component]
pub fn Drawing(props: &DrawingProps) -> Html {
    let size = props.size.to_string();
    html! {
        <svg
            class={classes!("icon", props.class.clone())}
            width={size.clone()}
            height={size}
            viewBox="0 0 24 24"
            aria-hidden="true"
        >
            <path d={props.icon.path()} />
        </svg>
    }
}
