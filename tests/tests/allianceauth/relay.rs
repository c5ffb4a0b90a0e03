//! Every hull that must alert reaches Discord.

use std::collections::BTreeMap;
use std::thread;
use std::time::{Duration, Instant};

use crate::desk::{Hull, connect, expected, told};
use crate::program::Program;
use crate::server::Server;

/// Discord takes thirty messages a minute, and they are some thirty.
const PATIENCE: Duration = Duration::from_mins(4);
const LOOK_AGAIN: Duration = Duration::from_millis(500);

/// How many hulls of a pilot and a type.
type Numbers = BTreeMap<(String, String), usize>;

#[test]
fn every_hull_that_must_alert_is_shown_and_named_to_discord() {
    let server = Server::start(500, 3000);
    let program = Program::new();
    for webhook in ["critical", "standard"] {
        let address = program.world.webhook_url(webhook).unwrap();
        let set = program.run_with_input(&["webhook", webhook, "--stdin"], &address);
        assert_eq!(set.code, 0, "{set:?}");
    }
    assert_eq!(connect(&program, &server.url, &server.token).code, 0);
    let must: Vec<Hull> = expected(&server.hulls).into_values().filter(|hull| hull.level != "informational").collect();
    let shown = told(&program.snapshot());
    assert!(must.len() > 400);
    assert!(must.iter().all(|hull| shown[&hull.hull_key].level == hull.level));
    let mut due = Numbers::new();
    for hull in &must {
        *due.entry((hull.pilot_name.clone(), hull.type_name.clone())).or_default() += 1;
    }

    let _running = program.headless();
    let started = Instant::now();
    loop {
        let named = named(&program);
        if named == due {
            break;
        }
        let missing = due.iter().find(|(who, number)| named.get(who) != Some(number));
        assert!(started.elapsed() < PATIENCE, "not as often as it must be, or not at all: {missing:?}");
        thread::sleep(LOOK_AGAIN);
    }
}

/// What the messages name, a hull a line: `**Avatar** (titan) · Kara Volkov · 1DQ1-A, Delve · …`.
fn named(program: &Program) -> Numbers {
    let mut numbers = Numbers::new();
    for message in program.world.messages() {
        let embeds = message.payload["embeds"].as_array().into_iter().flatten();
        let texts = embeds.filter_map(|embed| embed["description"].as_str());
        for line in texts.flat_map(str::lines) {
            let Some((kind, rest)) = line.strip_prefix("**").and_then(|line| line.split_once("** (")) else { continue };
            let pilot = rest.split(" · ").nth(1).unwrap_or_default();
            *numbers.entry((pilot.to_owned(), kind.to_owned())).or_default() += 1;
        }
    }
    numbers
}
