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
