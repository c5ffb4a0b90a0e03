//! A message drawn as Discord draws it: pieces of text, never HTML.

use jiff::Timestamp;
use yew::prelude::*;

use crate::kit::icon::{Drawing, Icon};
use crate::kit::portrait::Picture;
use crate::platform::clock::use_as_of_now;
use crate::relay::body::{self, PreviewEmbed};
use crate::relay::markdown::{SpanKind, SpanStyle, TextSpan};
use crate::relay::words;
use crate::words::text::{args, say, say_with};
use crate::words::time;

/// Which message.
#[derive(Properties, PartialEq)]
pub struct MessageProps {
    /// The message.
    pub message: body::MessagePreview,
}

/// The message.
#[component]
pub fn Message(props: &MessageProps) -> Html {
    let message = &props.message;
    html! {
        <div class="message" tabindex="0" role="group" aria-label={say("discord-message")}>
            <p class="message-from">
                <span class="message-mark" aria-hidden="true"><Drawing icon={Icon::Mark} size={16} /></span>
                <b>{ say("discord-sender") }</b>
                <span class="message-app">{ say("discord-app") }</span>
                if message.silent {
                    <small data-part="silent">{ say("discord-silent") }</small>
                }
            </p>
            if !message.content.is_empty() {
                <p class="message-content">{ spans(&message.content) }</p>
            }
            for (n, drawn) in message.embeds.iter().enumerate() {
                { embed(n, drawn) }
            }
        </div>
    }
}

fn embed(n: usize, embed: &PreviewEmbed) -> Html {
    html! {
        <article key={n} class="embed" data-part="embed" data-colour={embed.colour.clone()}>
            <svg class="embed-bar" aria-hidden="true"><rect width="100%" height="100%" fill={embed.colour.clone()} /></svg>
            if let Some(source) = &embed.picture {
                <span class="embed-picture" data-part="embed-picture" aria-hidden="true"><Picture source={source.clone()} /></span>
            }
            if let Some(author) = &embed.author {
                <p class="embed-author">{ author.clone() }</p>
            }
            if !embed.title.is_empty() {
                <p class={classes!("embed-title", embed.url.is_some().then_some("is-link"))} title={embed.url.clone()}>{ spans(&embed.title) }</p>
            }
            if !embed.description.is_empty() {
                <p class="embed-text">{ spans(&embed.description) }</p>
            }
            if !embed.fields.is_empty() {
                <dl class="embed-fields">
                    for (n, field) in embed.fields.iter().enumerate() {
                        <div key={n} class={classes!((!field.inline).then_some("is-wide"))}>
                            <dt>{ spans(&field.name) }</dt>
                            <dd class="embed-text">{ spans(&field.value) }</dd>
                        </div>
                    }
                </dl>
            }
            if let Some(footer) = &embed.footer {
                <p class="embed-footer">{ footer.clone() }</p>
            }
        </article>
    }
}

fn spans(all: &[TextSpan]) -> Html {
    all.iter().map(span).collect()
}

fn span(span: &TextSpan) -> Html {
    let SpanStyle { bold, underlined, struck } = span.style;
    let inside = match &span.piece {
        SpanKind::Text(text) => html! { { text.clone() } },
        SpanKind::Ago(at) => html! { <Moment at={*at} /> },
        SpanKind::At(at) => html! { <span class="embed-time">{ time::exact(*at) }</span> },
        SpanKind::Role(id) => mention("discord-role", id),
        SpanKind::User(id) => mention("discord-user", id),
    };
    let inside = if struck {
        html! { <s>{ inside }</s> }
    } else {
        inside
    };
    let inside = if underlined {
        html! { <u>{ inside }</u> }
    } else {
        inside
    };
    if bold {
        html! { <strong>{ inside }</strong> }
    } else {
        inside
    }
}

/// Discord shows a name, which is known to Discord only.
fn mention(key: &str, id: &str) -> Html {
    html! { <span class="embed-mention">{ say_with(key, &args!("name" => id)) }</span> }
}

#[derive(Properties, PartialEq)]
struct MomentProps {
    at: Timestamp,
}

/// A time, told from now.
#[component]
fn Moment(props: &MomentProps) -> Html {
    let words = use_as_of_now(props.at, |at, now| words::ago(*at, now));
    html! { <span class="embed-time" title={time::exact(props.at)}>{ words }</span> }
}
