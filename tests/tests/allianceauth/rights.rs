//! Tokens and permissions, taken away in the middle and given again.

use serde_json::json;

use crate::desk::{connect, told, trouble_after_check};
use crate::program::Program;
use crate::server::Server;

#[test]
fn a_token_that_is_revoked_is_told_and_takes_no_hull_away() {
    let mut server = Server::start(60, 300);
    let program = Program::new();
    assert_eq!(connect(&program, &server.url, &server.token).code, 0);
    let before = told(&program.snapshot());

    server.make(&json!({"do": "revoke"}));
    let trouble = trouble_after_check(&program).unwrap();
    assert!(trouble.contains("revoked"), "{trouble}");
    assert_eq!(told(&program.snapshot()), before);
    let again = connect(&program, &server.url, &server.token);
    assert_eq!(again.code, 1, "{again:?}");

    let token = server.make(&json!({"do": "token"}))["token"].as_str().unwrap().to_owned();
    assert_eq!(connect(&program, &server.url, &token).code, 0);
    assert_eq!(trouble_after_check(&program), None);
    assert_eq!(told(&program.snapshot()), before);
}

#[test]
fn a_permission_that_is_withdrawn_is_named_and_takes_no_hull_away_until_it_is_given_again() {
    let mut server = Server::start(60, 300);
    let program = Program::new();
    assert_eq!(connect(&program, &server.url, &server.token).code, 0);
    let before = told(&program.snapshot());

    for (permission, named) in [
        ("captrack_bridge.basic_access", "basic_access"),
        ("corptools.view_characteraudit", "Can view character audit"),
    ] {
        server.make(&json!({"do": "withdraw", "permission": permission}));
        let trouble = trouble_after_check(&program).unwrap();
        assert!(trouble.contains(named), "{trouble}");
        assert_eq!(told(&program.snapshot()), before);
        server.make(&json!({"do": "grant", "permission": permission}));
        assert_eq!(trouble_after_check(&program), None);
    }
    assert_eq!(told(&program.snapshot()), before);
}
