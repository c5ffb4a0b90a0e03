//! The page that the browser shows at the end of a sign-in. No script, no picture, nothing from elsewhere.

use std::fmt::Write;

use captrack_domain::text::Text;
use captrack_text::{Language, sentence};

/// How it went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PageTone {
    /// Signed in.
    Good,
    /// Not signed in.
    Bad,
}

const STYLE: &str = "\
:root{color-scheme:dark}*{box-sizing:border-box}\
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:24px;background:#0b0e13;color:#e8edf4;\
font:16px/1.5 Inter,'Segoe UI','SF Pro Text',system-ui,'Noto Sans',sans-serif}\
main{width:min(460px,100%);padding:32px;background:#11161e;border:1px solid #232d3a;border-radius:10px;\
border-top:3px solid var(--tone);box-shadow:0 8px 24px #00000055}\
.brand{display:flex;align-items:center;gap:8px;margin:0 0 20px;color:#93a0b2;font-size:13px;letter-spacing:.04em}\
.mark{width:10px;height:10px;border-radius:50%;background:var(--tone)}\
.bad .mark{border-radius:2px;transform:rotate(45deg)}\
h1{margin:0 0 8px;font-size:22px;line-height:1.3;font-weight:600;overflow-wrap:anywhere}\
p{margin:0;color:#93a0b2;overflow-wrap:anywhere}\
.good{--tone:#4fd39a}.bad{--tone:#ff5d6c}";

/// A whole page, in the language that the program speaks.
pub(crate) fn page(tone: PageTone, title: &Text, text: &Text) -> String {
    let class = match tone {
        PageTone::Good => "good",
        PageTone::Bad => "bad",
    };
    let said = |text: &Text| escaped(&sentence(text, Language::spoken()));
    let (title, text) = (said(title), said(text));
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>{title} - CapTrack</title>\
         <style>{STYLE}</style></head><body class=\"{class}\"><main><div class=\"brand\"><span class=\"mark\"></span>CapTrack</div>\
         <h1>{title}</h1><p>{text}</p></main></body></html>"
    )
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control() && c != '\n' => {
                let _ = write!(out, "&#xfffd;");
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_become_a_part_of_the_page() {
        let page =
            page(PageTone::Good, &Text::said("Signed in as <script>alert('x')</script> & \"co\""), &Text::said("ok"));
        assert!(!page.contains("<script>"));
        assert!(page.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;co&quot;"));
    }

    #[test]
    fn the_page_needs_nothing_from_elsewhere() {
        let page = page(PageTone::Bad, &Text::said("Not signed in"), &Text::said("why"));
        for needle in ["http://", "https://", "src=", "href=", "url(", "@import"] {
            assert!(!page.contains(needle), "{needle}");
        }
    }
}
