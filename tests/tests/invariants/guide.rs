//! The guide says what the program does: every command in it is one that the program takes, and every link in the documentation leads somewhere.

use std::ffi::OsString;
use std::path::{Component, Path, PathBuf};

use captrack_desk::parse_options;

use crate::checkout::{Text, has_extension, read, root, texts};

const GUIDE: &str = "docs/guide";

/// The documents whose links are looked at; the plugin has its own.
fn documents() -> Vec<Text> {
    let mut documents: Vec<Text> = texts("docs").into_iter().filter(|text| has_extension(&text.path, "md")).collect();
    for name in ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"] {
        documents.push(Text::new(name, &read(name)));
    }
    documents
}

/// The lines of a document outside its blocks of code.
fn prose(document: &str) -> impl Iterator<Item = &str> {
    let mut inside = false;
    document.lines().filter(move |line| {
        let is_fence = line.trim_start().starts_with("```");
        inside ^= is_fence;
        !inside && !is_fence
    })
}

/// The commands of a document's blocks for a shell.
fn shell_lines(document: &str) -> Vec<&str> {
    let mut inside = false;
    let mut found = Vec::new();
    for line in document.lines().map(str::trim) {
        if let Some(language) = line.strip_prefix("```") {
            inside = !inside && language == "sh";
        } else if inside {
            found.push(line);
        }
    }
    found
}

/// The words that `captrack` gets from a line of a shell; none where the line starts something else.
fn words_of_captrack(line: &str) -> Option<Vec<String>> {
    let line = line.split(" # ").next().unwrap_or_default();
    let mut words = vec![String::new()];
    let mut quoted = false;
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            _ => words.last_mut()?.push(letter),
        }
    }
    words.retain(|word| !word.is_empty());
    // Who is to start it, and what it reads.
    let prefixes: [&[&str]; 2] = [&["sudo", "-u", "captrack"], &["podman", "exec", "captrack"]];
    for prefix in prefixes {
        if words.len() > prefix.len() && words[..prefix.len()] == *prefix {
            words.drain(..prefix.len());
        }
    }
    let end = words.iter().position(|word| word == "<" || word == "|").unwrap_or(words.len());
    words.truncate(end);
    (words.first()? == "captrack").then_some(words)
}

/// What the program does not take of a document's commands.
fn wrong_commands(document: &Text) -> Vec<String> {
    let lines = shell_lines(&document.text);
    let commands = lines.iter().filter_map(|line| Some((line, words_of_captrack(line)?)));
    let refused = commands.filter_map(|(line, words)| {
        let refused = parse_options(words.into_iter().map(OsString::from)).err()?;
        Some(format!("{}: {line}: {}", document.path, refused.text.lines().next().unwrap_or_default()))
    });
    refused.collect()
}

/// The targets of a document's links and pictures.
fn links(document: &str) -> Vec<&str> {
    prose(document).flat_map(|line| line.split("](").skip(1)).filter_map(|rest| rest.split([')', ' ']).next()).collect()
}

/// A heading as a link names it.
fn anchor(heading: &str) -> String {
    let kept = heading.trim().to_lowercase();
    let kept = kept.chars().filter(|letter| letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '_'));
    kept.map(|letter| if letter == ' ' { '-' } else { letter }).collect()
}

/// A path without `.` and `..`.
fn resolved(from: &Path, link: &str) -> PathBuf {
    let mut resolved = from.parent().unwrap_or(Path::new("")).to_owned();
    for part in Path::new(link).components() {
        match part {
            Component::ParentDir => drop(resolved.pop()),
            Component::CurDir => {}
            part => resolved.push(part),
        }
    }
    resolved
}

/// The links of a document that lead nowhere.
fn broken_links(document: &Text) -> Vec<String> {
    let is_broken = |link: &&str| {
        if link.contains("://") || link.starts_with("mailto:") {
            return false;
        }
        let (file, part) = link.split_once('#').map_or((*link, None), |(file, part)| (file, Some(part)));
        let target =
            if file.is_empty() { PathBuf::from(&document.path) } else { resolved(Path::new(&document.path), file) };
        let target = root().join(target);
        match part {
            None => !target.exists(),
            Some(part) => std::fs::read_to_string(target).map_or(true, |text| {
                !prose(&text)
                    .filter_map(|line| line.strip_prefix('#'))
                    .any(|line| anchor(line.trim_start_matches('#')) == part)
            }),
        }
    };
    links(&document.text).into_iter().filter(is_broken).map(|link| format!("{}: {link}", document.path)).collect()
}

#[test]
fn every_command_in_the_guide_and_the_readme_is_one_that_the_program_takes() {
    let documents: Vec<Text> =
        documents().into_iter().filter(|text| text.path.starts_with(GUIDE) || text.path == "README.md").collect();
    let commands = documents.iter().flat_map(|text| shell_lines(&text.text));
    let commands = commands.filter(|line| words_of_captrack(line).is_some()).count();
    assert!(commands > 40, "{commands} commands");
    let wrong: Vec<String> = documents.iter().flat_map(wrong_commands).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_link_of_the_documentation_leads_somewhere() {
    let documents = documents();
    assert!(documents.iter().map(|text| links(&text.text).len()).sum::<usize>() > 60);
    let broken: Vec<String> = documents.iter().flat_map(broken_links).collect();
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn every_page_of_the_guide_is_on_its_first_page() {
    let first = read("docs/guide/README.md");
    let listed = links(&first);
    for page in texts(GUIDE) {
        let name = page.path.rsplit('/').next().unwrap_or_default().to_owned();
        assert!(name == "README.md" || listed.contains(&name.as_str()), "{} is not listed", page.path);
    }
}

#[test]
fn a_wrong_command_and_a_broken_link_are_found() {
    let text = |text: &str| Text::new("docs/guide/x.md", text);
    let commands = "```sh\nsudo -u captrack captrack --data-dir /d status\ncaptrack connect https://a.example --stdin < t.txt\ncaptrack why \"Kara Volkov\"  # why\n```";
    assert!(wrong_commands(&text(commands)).is_empty());
    for wrong in ["captrack statuss", "captrack snooze Kara", "sudo -u captrack captrack --nonsense"] {
        assert_eq!(wrong_commands(&text(&format!("```sh\n{wrong}\n```"))).len(), 1, "{wrong}");
    }
    assert!(
        broken_links(&text("[a](install.md) [b](../interfaces.md#command-line) [c](https://example.com)")).is_empty()
    );
    for wrong in ["gone.md", "../interfaces.md#no-such-heading", "#nowhere"] {
        assert_eq!(broken_links(&text(&format!("[a]({wrong})"))).len(), 1, "{wrong}");
    }
    assert_eq!(anchor("`trail --json` and `--csv`"), "trail---json-and---csv");
}
