//! What people read lies in files of texts, found by walking the tree: no key is missing or left over, what stands in the places of a text is what
//! code puts there, and no English stands in the code of page and shell. In the core what is left of it only gets less.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use proc_macro2::{TokenStream, TokenTree};

use crate::checkout::{Text, has_extension, sources, texts};

/// The members whose texts all lie in files.
const WORDED: [&str; 2] = ["ui", "src-tauri"];

/// The core's texts, and those who hand over texts by their keys.
const CORE: &str = "crates";

/// Members of the core that no user reads.
const NO_USER_READS: [&str; 3] = ["crates/captrack-fuzzing", "crates/captrack-sim", "crates/captrack-testing"];

/// How many English texts the code of each member of the core still has: a new one belongs into a file of texts, and a number only goes down.
const LEFT: [(&str, usize); 0] = [];

/// Literals that are no texts though they read like some: file, literal, reason.
const NO_TEXTS: [(&str, &str, &str); 2] = [
    ("ui/src/pilots/list/pilot_drag.rs", "button, input, label", "a selector"),
    ("src-tauri/src/page_loss/window_close.rs", "its window does not go", "is logged"),
];

/// Macros and methods whose words only developers read, or a database; and those that compare with words and show none.
const FOR_DEVELOPERS: [&str; 21] = [
    "trace",
    "debug",
    "info",
    "warn",
    "error",
    "expect",
    "expect_err",
    "panic",
    "unreachable",
    "assert",
    "assert_eq",
    "assert_ne",
    "debug_assert",
    "debug_assert_eq",
    "include_str",
    "query_selector",
    "query",
    "query_as",
    "query_scalar",
    "contains",
    "starts_with",
];

/// The key that a line of a file of texts begins a text with.
fn key_of(line: &str) -> Option<&str> {
    let is_key = |word: &str| word.starts_with(|first: char| first.is_ascii_lowercase()) && !word.contains(' ');
    line.split_once(" = ").map(|(word, _)| word).filter(|word| is_key(word))
}

/// The keys of a file of texts, in its order.
fn keys(file: &Text) -> Vec<String> {
    file.text.lines().filter_map(key_of).map(str::to_owned).collect()
}

/// The places of every text of a file, by its key.
fn places(file: &Text) -> BTreeMap<String, BTreeSet<String>> {
    let mut places: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut text: Option<&str> = None;
    for line in file.text.lines().filter(|line| !line.starts_with('#')) {
        text = key_of(line).or(text);
        let Some(key) = text else { continue };
        let known = places.entry(key.to_owned()).or_default();
        let named = line.split('$').skip(1);
        let is_of_name = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-');
        known.extend(named.map(|rest| rest.chars().take_while(|letter| is_of_name(*letter)).collect::<String>()));
    }
    places
}

/// A text that code hands over: its key, and what it puts into places.
#[derive(Debug, PartialEq)]
struct Handed {
    key: String,
    places: BTreeSet<String>,
}

/// Every `text!` in code.
fn handed(tokens: TokenStream, found: &mut Vec<Handed>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (at, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else { continue };
        let is_text = at >= 2
            && matches!(&tokens[at - 2], TokenTree::Ident(name) if name == "text")
            && matches!(&tokens[at - 1], TokenTree::Punct(sign) if sign.as_char() == '!');
        if is_text {
            found.extend(text_of(group.stream()));
        }
        handed(group.stream(), found);
    }
}

/// `"why-count", ships = …, need = …`; none: the key is no literal, as in the macro itself.
fn text_of(arguments: TokenStream) -> Option<Handed> {
    let tokens: Vec<TokenTree> = arguments.into_iter().collect();
    let TokenTree::Literal(key) = tokens.first()? else { return None };
    let key = syn::parse_str::<syn::LitStr>(&key.to_string()).ok()?.value();
    let is = |at: usize, sign: char| matches!(tokens.get(at), Some(TokenTree::Punct(found)) if found.as_char() == sign);
    let name = |at: usize| match tokens.get(at) {
        Some(TokenTree::Ident(name)) if is(at - 1, ',') && is(at + 1, '=') && !is(at + 2, '=') => {
            Some(name.to_string())
        }
        _ => None,
    };
    let places = (2..tokens.len()).filter_map(name).collect();
    Some(Handed { key, places })
}

/// A string in code, with whether only developers read it.
struct Said {
    literal: String,
    is_for_developers: bool,
    /// The argument of `say` or `say_with`.
    is_key: bool,
    /// It names a parameter, or is compared with: an arrow follows.
    is_name: bool,
}

/// Whether an attribute says that what follows is for tests alone.
fn is_of_tests(attribute: &TokenTree) -> bool {
    let text = attribute.to_string().replace(' ', "");
    text == "[test]" || text.starts_with("[cfg(test)") || text.starts_with("[cfg(all(test")
}

/// Whether a literal can only be a key: words with dashes between them.
fn reads_like_a_key(literal: &str) -> bool {
    let is_fit = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    literal.contains('-')
        && literal.starts_with(|first: char| first.is_ascii_lowercase())
        && literal.chars().all(is_fit)
}

/// The strings of code, without what is for tests. Comments are attributes, and those only developers read.
fn collect(tokens: TokenStream, is_for_developers: bool, said: &mut Vec<Said>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let is_punct =
        |at: usize, sign: char| matches!(tokens.get(at), Some(TokenTree::Punct(found)) if found.as_char() == sign);
    let name = |at: usize| match tokens.get(at) {
        Some(TokenTree::Ident(name)) => name.to_string(),
        _ => String::new(),
    };
    let mut at = 0;
    while at < tokens.len() {
        if is_punct(at, '#') {
            let attribute = if is_punct(at + 1, '!') { at + 2 } else { at + 1 };
            let skips = tokens.get(attribute).is_some_and(is_of_tests);
            // A property's default may be a text.
            if let (false, Some(TokenTree::Group(group))) = (skips, tokens.get(attribute)) {
                collect(group.stream(), true, said);
            }
            at = attribute + 1;
            // The item that the attribute is about, up to its body or its end.
            while skips && at < tokens.len() {
                let is_end = is_punct(at, ';')
                    || matches!(&tokens[at], TokenTree::Group(group) if group.delimiter() == proc_macro2::Delimiter::Brace);
                at += 1;
                if is_end {
                    break;
                }
            }
            continue;
        }
        match &tokens[at] {
            TokenTree::Group(group) => {
                let call = if at > 0 && is_punct(at - 1, '!') { at.checked_sub(2) } else { at.checked_sub(1) };
                let called = call.map(name).unwrap_or_default();
                let developers = is_for_developers || FOR_DEVELOPERS.contains(&called.as_str());
                let begin = said.len();
                collect(group.stream(), developers, said);
                if matches!(called.as_str(), "say" | "say_with") {
                    // The key is the first argument, or chosen in it: a parameter's name is followed by an arrow.
                    let keys = said[begin..].iter_mut().filter(|one| !one.is_name);
                    keys.for_each(|one| one.is_key |= reads_like_a_key(&one.literal));
                }
            }
            TokenTree::Literal(literal) => {
                if let Ok(literal) = syn::parse_str::<syn::LitStr>(&literal.to_string()) {
                    let is_class = is_punct(at.wrapping_sub(1), '=') && name(at.wrapping_sub(2)) == "class";
                    let is_for_developers = is_for_developers || is_class;
                    let is_name = is_punct(at + 1, '=') && is_punct(at + 2, '>');
                    said.push(Said { literal: literal.value(), is_for_developers, is_key: false, is_name });
                }
            }
            _ => {}
        }
        at += 1;
    }
}

/// The same, with the sentences of errors, which users read.
fn collect_with_errors(tokens: TokenStream, said: &mut Vec<Said>) {
    collect(tokens.clone(), false, said);
    errors(tokens, said);
}

/// What `#[error("…")]` says.
fn errors(tokens: TokenStream, said: &mut Vec<Said>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (at, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else { continue };
        let is_attribute = at > 0 && matches!(&tokens[at - 1], TokenTree::Punct(sign) if sign.as_char() == '#');
        let mut inner = group.stream().into_iter();
        match (is_attribute, inner.next(), inner.next()) {
            (true, Some(TokenTree::Ident(name)), Some(TokenTree::Group(text))) if name == "error" => {
                collect(text.stream(), false, said);
            }
            _ => errors(group.stream(), said),
        }
    }
}

fn said(file: &Text) -> Vec<Said> {
    let mut said = Vec::new();
    let tokens: TokenStream = file.text.parse().unwrap_or_else(|error| panic!("{}: {error}", file.path));
    collect(tokens, false, &mut said);
    said
}

/// Whether a literal reads like English: three words or more, and nothing but words, signs of a sentence and places for values.
fn is_english(literal: &str) -> bool {
    let mut depth = 0_u32;
    let mut outside = String::new();
    for letter in literal.chars() {
        match letter {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ if depth == 0 => outside.push(letter),
            _ => {}
        }
    }
    let is_fit = |letter: char| letter.is_ascii_alphanumeric() || " ,;.:!?'’()…-/".contains(letter);
    // Classes of styles, selectors and addresses have their marks between letters.
    let mut pairs = outside.split(' ').filter(|word| !word.is_empty());
    let is_plain = |word: &str| {
        let word = word.trim_matches(|sign: char| !sign.is_ascii_alphabetic());
        word.chars().all(|letter| letter.is_ascii_alphabetic() || matches!(letter, '\'' | '’'))
    };
    let words = outside.split(' ').filter(|word| word.chars().filter(char::is_ascii_alphabetic).count() >= 2).count();
    words >= 3 && outside.chars().all(is_fit) && pairs.all(is_plain)
}

/// Sources of a member without files that are for tests alone.
fn of_program(member: &str) -> Vec<Text> {
    let is_for_tests = |path: &str| {
        let name = path.rsplit('/').next().unwrap_or_default();
        name.ends_with("tests.rs") || matches!(name, "fixtures.rs" | "styles.rs" | "build.rs" | "session_bus.rs")
    };
    sources(member)
        .into_iter()
        .filter(|file| !is_for_tests(&file.path) && folder_of_tests(&file.path).is_none())
        .collect()
}

/// The module of tests in a member's own code that a source belongs to, as in `src/watch/tests/words.rs`: the path of the module that has it.
fn folder_of_tests(path: &str) -> Option<&str> {
    let (owner, _) = path.split_once("/tests/")?;
    owner.contains("/src/").then_some(owner)
}

fn files_of_texts(folder: &str) -> Vec<Text> {
    texts(folder).into_iter().filter(|file| has_extension(&file.path, "ftl")).collect()
}

#[test]
fn a_folder_of_tests_is_compiled_for_tests_alone() {
    let all: Vec<Text> = WORDED.iter().chain([&CORE]).flat_map(|folder| sources(folder)).collect();
    let owners: BTreeSet<&str> = all.iter().filter_map(|file| folder_of_tests(&file.path)).collect();
    assert!(!owners.is_empty(), "no module has its tests in a folder");
    let declares = |owner: &str| {
        let files = [format!("{owner}.rs"), format!("{owner}/mod.rs")];
        all.iter().any(|file| files.contains(&file.path) && file.text.contains("#[cfg(test)]\nmod tests;"))
    };
    let others: Vec<&str> = owners.into_iter().filter(|owner| !declares(owner)).collect();
    assert!(others.is_empty(), "what is in these folders is in the program, too: {others:?}");
}

#[test]
fn every_file_of_texts_belongs_to_a_member_that_has_all_its_texts_in_files() {
    let elsewhere: Vec<String> = files_of_texts("")
        .into_iter()
        .map(|file| file.path)
        .filter(|path| !WORDED.iter().chain([&CORE]).any(|member| path.starts_with(&format!("{member}/"))))
        .collect();
    assert!(elsewhere.is_empty(), "add their member to WORDED: {elsewhere:?}");
    for member in WORDED.into_iter().chain([CORE]) {
        assert!(!files_of_texts(member).is_empty(), "{member} has no texts");
    }
}

#[test]
fn every_text_is_said_and_every_key_that_is_said_has_a_text() {
    for member in WORDED.into_iter().chain([CORE]) {
        let all: Vec<String> = files_of_texts(member).iter().flat_map(keys).collect();
        let known: BTreeSet<&str> = all.iter().map(String::as_str).collect();
        assert_eq!(all.len(), known.len(), "{member} has two texts of one key");
        let said: Vec<Said> = of_program(member).iter().flat_map(said).collect();
        let literals: BTreeSet<&str> = said.iter().map(|one| one.literal.as_str()).collect();
        let unsaid: Vec<&&str> = known.iter().filter(|key| !literals.contains(**key)).collect();
        assert!(unsaid.is_empty(), "nobody says: {unsaid:?}");
        let missing: Vec<&str> = said
            .iter()
            .filter(|one| one.is_key)
            .map(|one| one.literal.as_str())
            .filter(|key| !known.contains(key))
            .collect();
        assert!(missing.is_empty(), "{member} has no text for: {missing:?}");
    }
}

#[test]
fn what_code_puts_into_a_text_is_what_the_text_has_places_for() {
    let texts: BTreeMap<String, BTreeSet<String>> = files_of_texts(CORE).iter().flat_map(places).collect();
    let mut found = Vec::new();
    let of_program = [CORE].iter().chain(&WORDED).flat_map(|folder| of_program(folder));
    for file in of_program.filter(|file| file.path.contains("/src/")) {
        let mut texts = Vec::new();
        handed(file.text.parse().unwrap_or_else(|error| panic!("{}: {error}", file.path)), &mut texts);
        found.extend(texts.into_iter().map(|text| (file.path.clone(), text)));
    }
    assert!(found.len() > 50, "only {} were found", found.len());
    let wrong: Vec<String> = found
        .iter()
        .filter(|(_, text)| texts.get(&text.key) != Some(&text.places))
        .map(|(path, text)| format!("{path}: {text:?}, and the file has {:?}", texts.get(&text.key)))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_english_that_is_left_in_the_code_of_the_core_only_gets_less() {
    let mut left: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in of_program(CORE) {
        let member = file.path.splitn(3, '/').take(2).collect::<Vec<_>>().join("/");
        if NO_USER_READS.contains(&member.as_str()) || !file.path.starts_with(&format!("{member}/src/")) {
            continue;
        }
        let mut said = Vec::new();
        collect_with_errors(file.text.parse().unwrap(), &mut said);
        let is_shown = |one: &&Said| !one.is_for_developers && !one.is_name;
        let english = said.iter().filter(is_shown).filter(|one| is_english(&one.literal));
        let english = english.map(|one| format!("{}: {:?}", file.path, one.literal));
        left.entry(member).or_default().extend(english);
    }
    left.retain(|_, english| !english.is_empty());
    let allowed: BTreeMap<&str, usize> = LEFT.into_iter().collect();
    let mut too_many = String::new();
    for (member, english) in &left {
        let allowed = allowed.get(member.as_str()).copied().unwrap_or_default();
        if english.len() > allowed {
            let (found, list) = (english.len(), english.join("\n"));
            let _ = writeln!(too_many, "{member}: {found} instead of {allowed}\n{list}");
        }
    }
    assert!(too_many.is_empty(), "put new ones into a file of texts:\n{too_many}");
    let done: Vec<&str> = allowed.keys().copied().filter(|member| !left.contains_key(*member)).collect();
    assert!(done.is_empty(), "nothing is left in {done:?}: take them off the list");
}

#[test]
fn no_english_stands_in_the_code_of_page_and_shell() {
    let mut found = Vec::new();
    let mut used = BTreeSet::new();
    for file in WORDED.iter().flat_map(|member| of_program(member)) {
        for one in said(&file).iter().filter(|one| !one.is_for_developers && is_english(&one.literal)) {
            match NO_TEXTS.iter().position(|(path, literal, _)| *path == file.path && *literal == one.literal) {
                Some(excused) => {
                    used.insert(excused);
                }
                None => found.push(format!("{}: {:?}", file.path, one.literal)),
            }
        }
    }
    assert!(found.is_empty(), "put these into a file of texts: {found:#?}");
    assert_eq!(used.len(), NO_TEXTS.len(), "an exception is needed no more");
}

#[test]
fn a_text_in_code_is_found_and_what_developers_read_is_not() {
    let code = r#"
        /// A comment of three words.
        #[must_use = "what is dropped is lost"]
        fn page() -> Html {
            tracing::warn!(%error, "the window was not told");
            let node = find().expect("every page has a body");
            html! { <p class="popover-item popover-apart is-last" title={say("the-key")}>{ "No ships are shown." }</p> }
        }
        fn toast() { show(format!("{n} ships were snoozed")) }
        #[cfg(test)]
        mod tests { const TEXT: &str = "a text of tests"; }
        #[test]
        fn a() { let text = "another text of tests"; }
        fn read(word: &str) { match word { "ship not found" => no_ship(), _ => word.contains("token is expired") } }
        fn last() { say_with(if one { "first-key" } else { "second-key" }, &args!("n" => 1)) }
    "#;
    let said = said(&Text::new("a.rs", code));
    let english: Vec<&str> = said
        .iter()
        .filter(|one| !one.is_for_developers && !one.is_name && is_english(&one.literal))
        .map(|one| one.literal.as_str())
        .collect();
    assert_eq!(english, ["No ships are shown.", "{n} ships were snoozed"]);
    let keys: Vec<&str> = said.iter().filter(|one| one.is_key).map(|one| one.literal.as_str()).collect();
    assert_eq!(keys, ["the-key", "first-key", "second-key"]);
    let code = r#"fn a() { let b = [text!("one"), text!("two", n = ships == 1, by = name(text!("three", c = 2)))]; }"#;
    let mut found = Vec::new();
    handed(code.parse().unwrap(), &mut found);
    let found: Vec<(&str, Vec<&str>)> =
        found.iter().map(|one| (one.key.as_str(), one.places.iter().map(String::as_str).collect())).collect();
    assert_eq!(found, [("one", vec![]), ("two", vec!["by", "n"]), ("three", vec!["c"])]);
    let texts = places(&Text::new("en.ftl", "# $no\na-key = A { $n ->\n    [one] { $first }\n }\nother = B\n"));
    let expected = [("a-key", vec!["first", "n"]), ("other", vec![])];
    let expected = expected.map(|(key, names)| (key.to_owned(), names.into_iter().map(str::to_owned).collect()));
    assert_eq!(texts, BTreeMap::from(expected));
    let mut said = Vec::new();
    collect_with_errors(r#"#[derive(Debug)] enum A { #[error("EVE does not answer")] B }"#.parse().unwrap(), &mut said);
    assert!(said.iter().any(|one| !one.is_for_developers && is_english(&one.literal)));
    assert_eq!(keys_of("# a = b\na-key = A { $n ->\n    [one] x = y\n }\n"), ["a-key"]);
}

fn keys_of(text: &str) -> Vec<String> {
    keys(&Text::new("en.ftl", text))
}
