//! The pages of the sign-in, as plain as they can be.

use super::authorize::AuthorizeRequest;
use crate::http::SimRequest;
use crate::world::{Pilot, World};

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;margin:0;background:#0b0e14;color:#d8dee9}\
main{max-width:34rem;margin:4rem auto;padding:2rem;background:#141a24;border-radius:12px}\
h1{font-size:1.25rem;margin:0 0 1rem}p{color:#9aa7b8}ul{list-style:none;padding:0;max-height:26rem;overflow:auto}\
li a{display:block;padding:.4rem .6rem;border-radius:6px;color:inherit;text-decoration:none}li a:hover{background:#1f2937}\
.go,.no{display:inline-block;padding:.5rem 1rem;margin-right:.5rem;border-radius:8px;text-decoration:none}\
.go{background:#6aa5ff;color:#0b0e14}.no{background:#1f2937;color:inherit}small{color:#7b8798}";

/// A page that says one thing.
pub(super) fn plain(title: &str, sentence: &str) -> String {
    page(title, &format!("<p>{}</p>", escape(sentence)))
}

/// The list of pilots to sign in as.
pub(super) fn choice(call: &SimRequest, world: &World) -> String {
    let mut rows = String::new();
    for pilot in world.pilots.values() {
        let link = with(call, "choose", &pilot.id.to_string());
        let corporation = world.corporation_of(pilot).map_or("", |corporation| corporation.name.as_str());
        let row = format!(
            "<li><a id=\"pilot-{}\" href=\"{}\">{} <small>{}</small></a></li>",
            pilot.id,
            escape(&link),
            escape(&pilot.name),
            escape(corporation)
        );
        rows.push_str(&row);
    }
    if rows.is_empty() {
        return plain("Which pilot?", "There are no pilots in this world yet.");
    }
    page("Which pilot?", &format!("<p>This is a simulated sign-in. No EVE account is involved.</p><ul>{rows}</ul>"))
}

/// What the application asks for, with both answers.
pub(super) fn consent(call: &SimRequest, asked: &AuthorizeRequest, pilot: &Pilot) -> String {
    let scopes: Vec<String> = asked.scopes.iter().map(|scope| format!("<li>{}</li>", escape(scope))).collect();
    let scopes = scopes.concat();
    let approve = escape(&with(call, "pilot", &pilot.id.to_string()));
    let refuse = escape(&with(call, "refuse", "1"));
    page(
        &format!("Sign in as {}?", pilot.name),
        &format!(
            "<p>The application asks for:</p><ul>{scopes}</ul>\
             <a class=\"go\" id=\"authorize\" href=\"{approve}\">Authorize</a><a class=\"no\" id=\"refuse\" href=\"{refuse}\">Refuse</a>"
        ),
    )
}

fn page(title: &str, body: &str) -> String {
    let title = escape(title);
    format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>{title}</title><style>{STYLE}</style>\
         <main><h1>{title}</h1>{body}</main></html>"
    )
}

/// The same request with one more parameter.
fn with(call: &SimRequest, name: &str, value: &str) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(call.query.iter().filter(|(key, _)| key != "choose"));
    query.append_pair(name, value);
    format!("{}?{}", call.path, query.finish())
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
