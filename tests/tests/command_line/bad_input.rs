use std::net::TcpListener;

use captrack_sim::{AutoAnswer, TokenDefect};

use crate::program::Program;

/// One plain sentence, nothing on standard output.
fn one_sentence(ended: &crate::program::Ended, words: &str) {
    assert_eq!(ended.code, 1, "{ended:?}");
    let told: Vec<&str> = ended.err.lines().filter(|line| line.starts_with("captrack: ")).collect();
    assert_eq!(told.len(), 1, "{ended:?}");
    assert!(told[0].contains(words) && told[0].ends_with('.'), "{ended:?}");
}

#[test]
fn wrong_usage_exits_64() {
    let program = Program::new();
    for words in [&["nonsense"][..], &["snooze", "Kara"], &["webhook", "critical"], &["relay", "perhaps"]] {
        assert_eq!(program.run(words).code, 64, "{words:?}");
    }
}

#[test]
fn a_refused_consent_a_forged_token_and_a_token_for_another_application_are_told() {
    let program = Program::new();
    let kara = program.pilot("Kara Volkov");
    for defect in [TokenDefect::Forged, TokenDefect::OtherApplication, TokenDefect::Expired] {
        program.world.spoil_next_token(defect);
        let ended = program.login(kara);
        assert_eq!(ended.code, 1, "{defect:?}: {ended:?}");
        assert!(program.snapshot()["sections"].as_array().unwrap().is_empty(), "{defect:?}");
    }
    program.world.auto_answer(AutoAnswer::Refuse);
    let mut child = program.command(&["login", "--no-browser"]).spawn().unwrap();
    let mut url = String::new();
    std::io::BufRead::read_line(&mut std::io::BufReader::new(child.stdout.take().unwrap()), &mut url).unwrap();
    let page = crate::program::visit(url.trim());
    assert!(page.contains("refused"), "{page}");
    one_sentence(&child.wait_with_output().unwrap().into(), "refused");
    assert_eq!(program.login(kara).code, 0, "and after all that it still works");
}

#[test]
fn a_taken_callback_port_is_told() {
    let program = Program::new();
    let _taken = TcpListener::bind(("127.0.0.1", program.sim.callback_port())).unwrap();
    one_sentence(&program.run(&["login", "--no-browser"]), "in use");
}

#[test]
fn a_webhook_url_that_is_none_is_refused_without_repeating_it() {
    let program = Program::new();
    for url in [
        "",
        "hello",
        "https://example.org/api/webhooks/1/token-in-here",
        "http://discord.com/api/webhooks/1/token-in-here",
    ] {
        let ended = program.run_with_input(&["webhook", "critical", "--stdin"], url);
        assert_eq!(ended.code, 1, "{url}: {ended:?}");
        assert!(!ended.err.contains("token-in-here"), "{ended:?}");
    }
}

#[test]
fn the_wrong_passphrase_a_missing_one_and_a_damaged_database_are_told_and_nothing_is_lost() {
    let program = Program::new();
    let kara = program.pilot("Kara Volkov");
    program.login(kara);
    let passphrase = program.folder.path().join("passphrase");
    std::fs::write(&passphrase, "wrong").unwrap();
    one_sentence(&program.run(&["check"]), "passphrase");
    std::fs::remove_file(&passphrase).unwrap();
    one_sentence(&program.run(&["check"]), "passphrase");
    std::fs::write(&passphrase, "correct horse").unwrap();
    assert_eq!(program.run(&["check"]).code, 0);

    let database = program.folder.path().join("data/captrack.db");
    let good = std::fs::read(&database).unwrap();
    std::fs::write(&database, "this is no database, but it is somebody's file").unwrap();
    one_sentence(&program.run(&["check"]), "captrack.db");
    assert_eq!(std::fs::read(&database).unwrap(), b"this is no database, but it is somebody's file");
    std::fs::write(&database, good).unwrap();
    assert_eq!(program.run(&["check"]).code, 0);
}

#[test]
fn an_endpoints_file_with_a_mistake_is_told() {
    let program = Program::new();
    std::fs::write(program.folder.path().join("endpoints.toml"), "esi = \"http://example.org\"").unwrap();
    one_sentence(&program.run(&["check"]), "https");
}
