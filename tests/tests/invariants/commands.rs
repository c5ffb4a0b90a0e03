//! A command's reply has the type that the command names, and no refusal is dropped on the way to whoever pressed something.

use crate::checkout::{Text, sources};

/// Whoever asks a desk.
const CALLERS: [&str; 3] = ["ui/src", "src-tauri/src", "crates/captrack-desk/src"];
/// The only place that knows which reply is which on the wire.
const CODEC: &str = "crates/captrack-contract/src/codec.rs";

/// Where an answer may be let go, with the reason: nobody has pressed anything there, and what is wrong is seen elsewhere.
const LET_GO: [(&str, &str); 4] = [
    ("ui/src/window/program_silence.rs", "a heartbeat that is not answered is the silence that the page tells of"),
    (
        "ui/src/activity/page.rs",
        "whether there is a newer line is asked again, and a refusal is told by the page's own question",
    ),
    ("src-tauri/src/deep_link.rs", "settings that cannot be asked do not show the refusal, which is then told itself"),
    (
        "crates/captrack-desk/src/command_line/connect.rs",
        "a window that cannot come to the front is not what was asked for",
    ),
];

/// A source up to its tests, in one line, without comments.
fn code(source: &Text) -> String {
    let before = source.text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let lines = before.lines().map(str::trim).filter(|line| !line.starts_with("//"));
    lines.collect::<Vec<_>>().join(" ").replace(" .", ".")
}

/// Code in which values with named fields, `A { b: c }`, stand as their names alone: what braces are left hold statements.
fn without_fields(code: &str) -> String {
    let mut code = code.to_owned();
    let mut from = 0;
    while let Some(at) = code[from..].find(" {").map(|at| from + at) {
        from = at + 2;
        let name = code[..at].rsplit(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
        let inner = &code[from..];
        let end = inner.find(['{', '}', ';']).filter(|end| inner[*end..].starts_with('}'));
        if let Some(end) = end.filter(|_| name.starts_with(|c: char| c.is_ascii_uppercase())) {
            code.replace_range(at..=from + end, "");
            // What stands around it may be one now.
            from = 0;
        }
    }
    code
}

/// Whether what stands before a place is a call of one of the functions that ask: `ask(`, `ask_window(`, `answer(` and their like.
fn asks(statement: &str) -> bool {
    ["ask(", "ask_window(", "ask_board(", "answer(", "save_file(", "answer_heartbeat("].iter().any(|call| {
        statement.match_indices(call).any(|(at, _)| {
            let before = statement[..at].chars().next_back();
            matches!(before, Some('.' | ':' | ' ' | '&' | '(' | '!'))
        })
    })
}

/// Where an answer is dropped: not bound, asked only whether it is good, or handed to a closure that does not look at it.
fn dropped(source: &Text) -> Vec<String> {
    let code = without_fields(&code(source));
    let mut found = Vec::new();
    for statement in code.split([';', '{', '}']) {
        let lets_go = statement.contains("let _ =")
            || statement.contains("drop(")
            || statement.trim_start().starts_with("if let Ok(")
            || statement.contains("&& let Ok(")
            || statement.trim_start().starts_with("let Ok(")
            || [".await.ok()", ".await.is_ok", ".await.unwrap_or"].iter().any(|end| statement.contains(end));
        let is_unseen = statement.contains(".settle(") && statement.contains("|_|");
        if (lets_go && asks(statement)) || is_unseen {
            found.push(format!("{}: {}", source.path, statement.trim()));
        }
    }
    found
}

#[test]
fn no_refusal_is_dropped() {
    let may = |found: &String| LET_GO.iter().any(|(path, _)| found.starts_with(path));
    let all = CALLERS.iter().flat_map(|folder| sources(folder));
    let found: Vec<String> = all.flat_map(|source| dropped(&source)).filter(|found| !may(found)).collect();
    assert!(
        found.is_empty(),
        "show it where the press was made, or log it and say in LET_GO why nobody needs it:\n{found:#?}"
    );
}

#[test]
fn what_may_let_go_still_does() {
    for (path, _) in LET_GO {
        let source = CALLERS.iter().flat_map(|folder| sources(folder)).find(|source| source.path == path);
        assert!(source.is_some_and(|source| !dropped(&source).is_empty()), "{path} drops nothing any more");
    }
}

/// Where a reply is told from others by hand.
fn matched_by_hand(source: &Text) -> Vec<String> {
    let is_reply = |line: &&str| {
        ["AnyReply(", "\"reply\"", "[\"reply\"]", "WindowReply::"].iter().any(|what| line.contains(what))
            || line.match_indices("Reply::").any(|(at, _)| {
                !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') && !line[..at].ends_with("Any")
            })
    };
    source.text.lines().filter(is_reply).map(|line| format!("{}: {}", source.path, line.trim())).collect()
}

#[test]
fn a_reply_is_told_from_others_in_the_codec_alone() {
    let folders =
        ["ui", "src-tauri", "tests", "crates/captrack-desk", "crates/captrack-monitor", "crates/captrack-contract"];
    let all = folders.iter().flat_map(|folder| sources(folder));
    let others = all.filter(|source| {
        // What crosses is held by a test of its own, and this folder has to name what it looks for.
        source.path != CODEC
            && !source.path.starts_with("crates/captrack-contract/tests/wire/")
            && source.path != "crates/captrack-desk/src/request.rs"
            // Both ends of what the shell is asked.
            && source.path != "src-tauri/src/commands.rs"
            && source.path != "ui/src/desk/mod.rs"
            && !source.path.starts_with("tests/tests/invariants/")
    });
    let found: Vec<String> = others.flat_map(|source| matched_by_hand(&source)).collect();
    assert!(found.is_empty(), "ask with the command's own type: {found:#?}");
}

#[test]
fn what_drops_a_refusal_is_found_and_what_tells_it_is_not() {
    let found = |text: &str| dropped(&Text::new("ui/src/x.rs", text)).len();
    for text in [
        "let _ = desk.ask(commands::Check).await;",
        "if let Ok(view) = desk::ask(commands::Discord).await { show(view) }",
        "if let Ok(Some(now)) = desk::answer_heartbeat().await { put(now) }",
        "desk.ask(commands::Pilots { search: String::new() }).await.ok()",
        "let _ = desk.ask(commands::PutSnoozes { snoozes: vec![PutSnooze { pilot, put: None, over: None }] }).await;",
        "let Ok(view) = self.ask(commands::Discord).await else { return };",
        "if wanted && let Ok(view) = desk::ask(commands::Discord).await { show(view) }",
        "desk.ask(commands::Overview).await.ok()",
        "desk\n    .ask(commands::Overview)\n    .await\n    .is_ok_and(|overview| overview.demo)",
        "link.settle(commands::CancelSignIn, |_| {});",
        "drop(desk.answer(command).await);",
    ] {
        assert_eq!(found(text), 1, "{text}");
    }
    for text in [
        "let view = desk::ask(commands::Discord).await?;",
        "match desk::ask(commands::Discord).await { Ok(view) => show(view), Err(refusal) => told.refused(&refusal) }",
        "link.settle(commands::SetRelay { on }, move |answer| told(answer));",
        "link.ask_then(commands::Check, |_| {});",
        "// let _ = desk.ask(commands::Check).await;",
        "if let Ok(task) = task(x).await { y() }",
        "fn a() {}\n#[cfg(test)]\nmod tests { fn b() { let _ = desk.ask(commands::Check); } }",
    ] {
        assert_eq!(found(text), 0, "{text}");
    }
}

#[test]
fn a_reply_that_is_told_by_hand_is_found() {
    let found = |text: &str| matched_by_hand(&Text::new("ui/src/x.rs", text)).len();
    assert_eq!(found("let Reply::Discord(view) = reply else { return };"), 1);
    assert_eq!(found("if reply[\"reply\"] == \"done\" {"), 1);
    assert_eq!(found("if let WindowReply::Saved { path } = reply {"), 1);
    assert_eq!(found("Ok(AnyReply::to::<commands::Check>(verdict))"), 0);
}
