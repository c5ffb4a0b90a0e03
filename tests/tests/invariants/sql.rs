//! Only captrack-store contains SQL.

use crate::checkout::{Text, member_folders, sources};

const STORE: &str = "crates/captrack-store";

/// The beginnings of statements. In capital letters, as the house writes them, or as two words that prose does not put together.
const STATEMENTS: [&str; 6] =
    ["insert into ", "delete from ", "create table ", "alter table ", "drop table ", "begin immediate"];

/// What in a source is SQL, or reaches for it.
fn sql(source: &Text) -> Option<String> {
    let found = source.text.lines().find(|line| {
        let small = line.to_lowercase();
        let selects = line.contains("SELECT ") || line.contains("PRAGMA ") || line.contains("\"UPDATE ");
        selects
            || small.contains("sqlx::")
            || small.contains("rusqlite")
            || STATEMENTS.iter().any(|sql| small.contains(sql))
    });
    found.map(|line| format!("{}: {}", source.path, line.trim()))
}

#[test]
fn only_the_store_contains_sql() {
    let mut wrong = Vec::new();
    for folder in member_folders().iter().filter(|folder| *folder != STORE) {
        // This folder has to name what it looks for.
        let others = sources(folder).into_iter().filter(|source| !source.path.starts_with("tests/tests/invariants/"));
        wrong.extend(others.filter_map(|source| sql(&source)));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_store_is_recognised_by_its_sql() {
    let with_sql = sources(STORE).iter().filter(|source| sql(source).is_some()).count();
    assert!(with_sql > 8, "only {with_sql} sources of the store were recognised");
}

#[test]
fn statements_are_found_and_prose_is_not() {
    for line in [
        "sqlx::query(\"…\")",
        "let all = \"SELECT id FROM pilots\";",
        "\"delete from pilots\"",
        "execute(\"UPDATE pilots SET main = NULL\")",
        "\"PRAGMA journal_mode\"",
    ] {
        assert!(sql(&Text::new("x.rs", line)).is_some(), "{line}");
    }
    for line in ["// Select one from the list, update the set.", "tokio::select! {", "let selected = from;"] {
        assert_eq!(sql(&Text::new("x.rs", line)), None);
    }
}
