use super::*;

fn parse(line: &str) -> Result<Options, Usage> {
    parse_options(line.split_whitespace().map(OsString::from))
}

#[test]
fn options_may_stand_before_or_after_a_command() {
    for line in ["captrack --data-dir d check", "captrack check --data-dir d"] {
        let options = parse(line).unwrap();
        assert_eq!(options.desk.data_dir, Some(PathBuf::from("d")));
        assert!(matches!(options.mode, RunMode::Command(CommandLine::Check { quiet: false })));
    }
}

#[test]
fn wrong_usage_exits_64_and_help_exits_0() {
    for wrong in [
        "captrack nonsense",
        "captrack --nonsense",
        "captrack webhook critical",
        "captrack webhook critical --stdin --clear",
        "captrack relay maybe",
        "captrack connect",
        "captrack publish rules",
        "captrack snooze Kara soon",
        "captrack snapshot",
        "captrack --headless --hidden",
        "captrack --headless check",
        "captrack --secrets somewhere",
        "captrack config",
        "captrack config import",
        "captrack config export a b",
        "captrack config export --dry-run",
        "captrack mains",
        "captrack mains import",
        "captrack main Kara",
        "captrack main Kara Mira --own",
        "captrack acknowledge",
        "captrack acknowledge Kara --clear --why seen",
        "captrack why",
        "captrack activity titan",
        "captrack trail",
        "captrack trail Kara --json --csv",
        "captrack trail Kara --since soon",
    ] {
        assert_eq!(parse(wrong).unwrap_err().exit_code, 64, "{wrong}");
    }
    assert_eq!(parse("captrack --help").unwrap_err().exit_code, 0);
    assert_eq!(parse("captrack --version").unwrap_err().exit_code, 0);
}

fn command(line: &str) -> CommandLine {
    match parse(line).unwrap().mode {
        RunMode::Command(command) => command,
        other => panic!("{line}: {other:?}"),
    }
}

#[test]
fn files_go_out_to_standard_output_and_come_in_from_a_name() {
    let standard = PathBuf::from(STANDARD);
    for (line, wanted) in [
        ("captrack config export", FileTransfer::Export { file: standard.clone() }),
        ("captrack config export -", FileTransfer::Export { file: standard.clone() }),
        ("captrack config export p.toml --data-dir d", FileTransfer::Export { file: "p.toml".into() }),
        ("captrack config import -", FileTransfer::Import { file: standard, dry_run: false }),
        ("captrack config import p.toml --dry-run", FileTransfer::Import { file: "p.toml".into(), dry_run: true }),
    ] {
        let CommandLine::Config { exchange } = command(line) else { panic!("{line}") };
        assert_eq!(exchange, wanted, "{line}");
    }
    let CommandLine::Mains { exchange } = command("captrack mains import m.csv") else { panic!() };
    assert_eq!(exchange, FileTransfer::Import { file: "m.csv".into(), dry_run: false });
}

#[test]
fn a_link_that_the_desktop_hands_over_is_a_command_of_its_own() {
    for line in ["captrack captrack://connect?code=1", "captrack -- captrack://connect?code=1", "captrack CAPTRACK:x"] {
        let CommandLine::Link { link } = command(line) else { panic!("{line}") };
        assert_eq!(Some(link.as_str()), line.split(' ').next_back(), "{line}");
    }
    let CommandLine::Connect { address, stdin } = command("captrack connect auth.example.com --stdin") else {
        panic!()
    };
    assert_eq!((address.as_str(), stdin), ("auth.example.com", true));
}

#[test]
fn whatever_stands_beside_a_link_is_refused() {
    for line in [
        "captrack --endpoints //host/share/e.toml captrack://connect?code=1",
        "captrack --data-dir d captrack://connect?code=1",
        "captrack captrack://connect?code=1 --secrets session",
        "captrack captrack://connect?code=1 --demo",
        "captrack --headless captrack://connect?code=1",
        "captrack check captrack://connect?code=1",
        "captrack link captrack://connect?code=1",
        "captrack captrack://connect?code=1 captrack://connect?code=2",
        "captrack -- captrack://connect?code=1 --demo",
        "captrack -- -- captrack://connect?code=1",
        "captrack snooze Kara 1h --why captrack:x",
        "captrack link x",
    ] {
        assert_eq!(parse(line).unwrap_err().exit_code, 64, "{line}");
    }
}

#[test]
fn a_pilot_is_put_under_a_main_or_is_its_own() {
    let CommandLine::Main { pilot, main, own } = command("captrack main Kara 2112000001") else { panic!() };
    assert_eq!((pilot.as_str(), main.as_deref(), own), ("Kara", Some("2112000001"), false));
    let CommandLine::Main { main, own, .. } = command("captrack main Kara --own") else { panic!() };
    assert_eq!((main, own), (None, true));
}

#[test]
fn without_a_command_it_is_a_window_a_tray_or_headless() {
    assert!(matches!(parse("captrack").unwrap().mode, RunMode::Window { hidden: false }));
    assert!(matches!(parse("captrack --hidden").unwrap().mode, RunMode::Window { hidden: true }));
    let headless = parse("captrack --headless --secrets file:s.bin --endpoints e.toml").unwrap();
    assert!(matches!(headless.mode, RunMode::Headless));
    assert_eq!(headless.desk.secrets, SecretsChoice::File(PathBuf::from("s.bin")));
}

#[test]
fn what_a_terminal_would_obey_is_not_repeated() {
    for args in
        [&["captrack", "rel\u{1b}[31may"][..], &["captrack", "--secrets", "\u{7}\u{c}"], &["captrack", "--\u{9b}x"]]
    {
        let text = parse_options(args.iter().map(OsString::from)).unwrap_err().text;
        assert!(!text.contains(|letter: char| letter.is_control() && letter != '\n'), "{text:?}");
    }
}
