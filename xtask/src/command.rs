//! What the command line asks for.

use lexopt::{Arg, Parser, ValueExt};

/// What `--help` and a wrong call print.
pub const USAGE: &str = "\
usage: cargo xtask COMMAND

  run [--release] [-- ARGUMENTS]   set up what is missing, build CapTrack Desktop and start it
                                   (cargo xtask run -- --demo: New Eden on this machine, no account needed)
  test [--all] [-- ARGUMENTS]      set up what is missing and run the checks and tests, on Linux those of the bridge too (Python 3.10
                                   or newer, a network the first time); ARGUMENTS go to the workspace's test runner, and
                                   then the bridge is left out; --all goes on after a failed test and adds the program
                                   connected to a real AllianceAuth, the comparison with aa-captrack and the lints for
                                   Windows. The last lines name what was not run; where CI is set, what is missing is a
                                   failure
  lint                             check format, clippy, licences and workflows: the part of test that needs no test
  advisories                       ask cargo-deny whether a dependency has a known weakness (needs a network)
  check-windows                    set up what is missing and lint every crate for Windows, on any machine (test --all
                                   does it too)
  build [--release]                build page and program; the last line is the program's path
  page [--release]                 build only the page, into ui/dist
  package [--debug]                build what people install: on Linux a .deb and an .rpm, on Windows an installer, on macOS a disk
                                   image, each with its checksum; the last lines are their paths
  bench [-- ARGUMENTS]             measure; one line of JSON a figure
  fuzz [TARGET] [--minutes N]      give every parser of foreign bytes, or this one, random bytes for N minutes each (1; 0: only
                                   the inputs that are kept), and print how many of its lines they reach (needs a C++ compiler)
  chaos [--seed S] [--faults N]    let N faults (1000) of every kind happen to the program in a small New Eden, from seed S (1) on,
                                   and judge what it tells; what every run came to is added up, and goes on where it ended
  soak [--days N]                  live through N days (30) of an alliance of 600 pilots in simulated time, within the hour, and print
                                   what is kept and what it takes, a line a day; what grows is a failure
  screenshots                      take the pictures of docs/screenshots from the demo
  desktop -- PROGRAM [ARGUMENTS]   run a program on a desktop without a screen, as the tests of the window do (Linux)

Everything that is built or downloaded lies in the checkout's target folder (or in CARGO_TARGET_DIR) and can be deleted
at any time. Where CAPTRACK_BUILD_CACHE names a folder, as .ci/run does, it lies there, for every clone of this machine.";

/// How the program is compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// Quick to build, with assertions; what the tests use.
    Debug,
    /// What people install.
    Release,
}

/// How much is tested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// What every change must pass, until the first test fails.
    Usual,
    /// Everything, also after a test has failed, and the program with a real AllianceAuth.
    All,
}

/// One call of `cargo xtask`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Print the usage.
    Help,
    /// Build and start the program with these arguments.
    Run { profile: Profile, arguments: Vec<String> },
    /// Run every check and test; the arguments go to the test runner.
    Test { extent: Extent, arguments: Vec<String> },
    /// Check the format, and lint everything.
    Lint,
    /// Look for known weaknesses of dependencies.
    Advisories,
    /// Lint every crate for Windows.
    CheckWindows,
    /// Build page and program.
    Build { profile: Profile },
    /// Build the page alone.
    Page { profile: Profile },
    /// Build the program and pack it.
    Package { profile: Profile },
    /// Run the benchmarks; the arguments go to them.
    Bench { arguments: Vec<String> },
    /// Fuzz one parser or all, each for so many minutes.
    Fuzz { target: Option<String>, minutes: u64 },
    /// Let so many faults happen, from a seed on.
    Chaos { seed: u64, faults: u64 },
    /// Live through so many days of a large alliance.
    Soak { days: u64 },
    /// Take the pictures for the documentation.
    Screenshots,
    /// Run a program on a desktop without a screen.
    Desktop { arguments: Vec<String> },
}

/// Reads the arguments after `cargo xtask`; the error is a sentence about the first one that does not fit.
pub fn parse(arguments: &[String]) -> Result<Command, String> {
    let (own, passed_on) = split_at_dashes(arguments);
    let Some((name, options)) = own.split_first() else {
        return if passed_on.is_none() { Ok(Command::Help) } else { Err("name a command before --".into()) };
    };
    if own.iter().any(|word| matches!(word.as_str(), "--help" | "-h")) || name == "help" {
        return Ok(Command::Help);
    }
    let may_pass_on = matches!(name.as_str(), "run" | "test" | "bench" | "desktop");
    if passed_on.is_some() && !may_pass_on {
        return Err(format!("{name} takes nothing after --"));
    }
    let arguments = passed_on.unwrap_or_default().to_vec();
    let options = Options { command: name, parser: Parser::from_args(options) };
    match name.as_str() {
        "run" => Ok(Command::Run { profile: options.profile()?, arguments }),
        "test" => {
            let extent = if options.flag("all")? { Extent::All } else { Extent::Usual };
            Ok(Command::Test { extent, arguments })
        }
        "build" => Ok(Command::Build { profile: options.profile()? }),
        "lint" => options.none().map(|()| Command::Lint),
        "advisories" => options.none().map(|()| Command::Advisories),
        "check-windows" => options.none().map(|()| Command::CheckWindows),
        "page" => Ok(Command::Page { profile: options.profile()? }),
        "package" => {
            let profile = if options.flag("debug")? { Profile::Debug } else { Profile::Release };
            Ok(Command::Package { profile })
        }
        "bench" => options.none().map(|()| Command::Bench { arguments }),
        "fuzz" => options.fuzz(),
        "chaos" => options.chaos(),
        "soak" => options.soak(),
        "screenshots" => options.none().map(|()| Command::Screenshots),
        "desktop" => {
            options.none()?;
            if arguments.is_empty() {
                return Err("desktop needs a program after --".into());
            }
            Ok(Command::Desktop { arguments })
        }
        other => Err(format!("there is no command {other}")),
    }
}

/// The words before `--`, and those after it where there is one.
fn split_at_dashes(arguments: &[String]) -> (&[String], Option<&[String]>) {
    match arguments.iter().position(|word| word == "--") {
        Some(at) => (&arguments[..at], Some(&arguments[at + 1..])),
        None => (arguments, None),
    }
}

/// What stands after the name of a command and before `--`.
struct Options<'a> {
    command: &'a str,
    parser: Parser,
}

impl Options<'_> {
    fn none(mut self) -> Result<(), String> {
        match next(&mut self.parser)? {
            Some(wrong) => Err(unknown(self.command, &wrong)),
            None => Ok(()),
        }
    }

    /// Whether `--flag` was given; any other word is refused.
    fn flag(mut self, flag: &str) -> Result<bool, String> {
        let mut given = false;
        while let Some(word) = next(&mut self.parser)? {
            match word {
                Arg::Long(name) if name == flag => given = true,
                wrong => return Err(unknown(self.command, &wrong)),
            }
        }
        Ok(given)
    }

    fn profile(self) -> Result<Profile, String> {
        Ok(if self.flag("release")? { Profile::Release } else { Profile::Debug })
    }

    fn soak(mut self) -> Result<Command, String> {
        let mut days = 30;
        while let Some(word) = next(&mut self.parser)? {
            match word {
                Arg::Long("days") => {
                    days = number(&mut self.parser)
                        .filter(|days| (1..=90).contains(days))
                        .ok_or("--days needs a number, 90 at most")?;
                }
                wrong => return Err(unknown(self.command, &wrong)),
            }
        }
        Ok(Command::Soak { days })
    }

    fn fuzz(mut self) -> Result<Command, String> {
        let (mut target, mut minutes) = (None, 1);
        while let Some(word) = next(&mut self.parser)? {
            match word {
                Arg::Long("minutes") => {
                    minutes = number(&mut self.parser)
                        .filter(|minutes| *minutes <= 60 * 24 * 7)
                        .ok_or("--minutes needs a number, a week's at most")?;
                }
                Arg::Value(name) if target.is_none() => {
                    target = Some(name.string().map_err(|error| error.to_string())?);
                }
                wrong => return Err(unknown(self.command, &wrong)),
            }
        }
        Ok(Command::Fuzz { target, minutes })
    }

    fn chaos(mut self) -> Result<Command, String> {
        let (mut seed, mut faults) = (1, 1000);
        while let Some(word) = next(&mut self.parser)? {
            match word {
                Arg::Long("seed") => seed = number(&mut self.parser).ok_or("--seed needs a number")?,
                Arg::Long("faults") => faults = number(&mut self.parser).ok_or("--faults needs a number")?,
                wrong => return Err(unknown(self.command, &wrong)),
            }
        }
        Ok(Command::Chaos { seed, faults })
    }
}

fn number(parser: &mut Parser) -> Option<u64> {
    parser.value().ok()?.parse().ok()
}

fn unknown(command: &str, wrong: &Arg<'_>) -> String {
    match wrong {
        Arg::Long(name) => format!("{command} does not know --{name}"),
        Arg::Short(name) => format!("{command} does not know -{name}"),
        Arg::Value(word) => format!("{command} does not know {}", word.to_string_lossy()),
    }
}

/// The next word. The error is what the parser itself says, such as of a flag that was given a value.
fn next(parser: &mut Parser) -> Result<Option<Arg<'_>>, String> {
    parser.next().map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Command, String> {
        parse(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn no_argument_and_help_print_the_usage() {
        for line in ["", "--help", "-h", "help", "test --help"] {
            assert_eq!(parsed(line), Ok(Command::Help), "{line:?}");
        }
    }

    #[test]
    fn what_stands_after_the_dashes_goes_to_the_program_unread() {
        let run =
            Command::Run { profile: Profile::Debug, arguments: vec!["--demo".into(), "--help".into(), "--".into()] };
        assert_eq!(parsed("run -- --demo --help --"), Ok(run));
    }

    #[test]
    fn release_is_a_choice_of_whatever_builds() {
        assert_eq!(parsed("build --release"), Ok(Command::Build { profile: Profile::Release }));
        assert_eq!(parsed("build"), Ok(Command::Build { profile: Profile::Debug }));
        assert_eq!(parsed("page --release"), Ok(Command::Page { profile: Profile::Release }));
        assert_eq!(parsed("page"), Ok(Command::Page { profile: Profile::Debug }));
        let run = Command::Run { profile: Profile::Release, arguments: vec![] };
        assert_eq!(parsed("run --release"), Ok(run));
    }

    #[test]
    fn what_people_install_is_a_release_unless_it_is_for_a_look() {
        assert_eq!(parsed("package"), Ok(Command::Package { profile: Profile::Release }));
        assert_eq!(parsed("package --debug"), Ok(Command::Package { profile: Profile::Debug }));
        assert!(parsed("package --release").is_err());
    }

    #[test]
    fn test_with_all_tests_more() {
        let usual = Command::Test { extent: Extent::Usual, arguments: vec![] };
        let all = Command::Test { extent: Extent::All, arguments: vec!["journey".into()] };
        assert_eq!(parsed("test"), Ok(usual));
        assert_eq!(parsed("test --all -- journey"), Ok(all));
    }

    #[test]
    fn the_check_for_windows_takes_nothing() {
        assert_eq!(parsed("check-windows"), Ok(Command::CheckWindows));
        assert_eq!(parsed("lint"), Ok(Command::Lint));
        assert_eq!(parsed("advisories"), Ok(Command::Advisories));
        assert!(parsed("check-windows --all").is_err());
    }

    #[test]
    fn fuzzing_is_of_one_target_or_all_for_some_minutes() {
        assert_eq!(parsed("fuzz"), Ok(Command::Fuzz { target: None, minutes: 1 }));
        assert_eq!(parsed("fuzz jwt --minutes 0"), Ok(Command::Fuzz { target: Some("jwt".into()), minutes: 0 }));
        assert_eq!(parsed("fuzz --minutes 60 jwt"), Ok(Command::Fuzz { target: Some("jwt".into()), minutes: 60 }));
        for line in [
            "fuzz jwt jwks",
            "fuzz --minutes",
            "fuzz --minutes soon",
            "fuzz --minutes 99999999999",
            "fuzz --all",
            "fuzz -- x",
        ] {
            assert!(parsed(line).is_err(), "{line:?}");
        }
    }

    #[test]
    fn chaos_has_a_seed_and_a_number_of_faults() {
        assert_eq!(parsed("chaos"), Ok(Command::Chaos { seed: 1, faults: 1000 }));
        assert_eq!(parsed("chaos --faults 9 --seed 7"), Ok(Command::Chaos { seed: 7, faults: 9 }));
        for line in ["chaos 7", "chaos --seed", "chaos --faults many", "chaos --faults -1", "chaos -- x"] {
            assert!(parsed(line).is_err(), "{line:?}");
        }
    }

    #[test]
    fn soaking_takes_some_days() {
        assert_eq!(parsed("soak"), Ok(Command::Soak { days: 30 }));
        assert_eq!(parsed("soak --days 2"), Ok(Command::Soak { days: 2 }));
        for line in ["soak 2", "soak --days", "soak --days 0", "soak --days 91", "soak --days soon", "soak -- x"] {
            assert!(parsed(line).is_err(), "{line:?}");
        }
    }

    #[test]
    fn a_desktop_without_a_program_is_wrong_usage() {
        assert!(parsed("desktop").is_err());
        assert!(parsed("desktop --").is_err());
        let program = Command::Desktop { arguments: vec!["xeyes".into()] };
        assert_eq!(parsed("desktop -- xeyes"), Ok(program));
    }

    #[test]
    fn words_that_nobody_knows_are_wrong_usage() {
        for line in ["launch", "run --demo", "run --release=yes", "build release", "page release", "page -- x", "-- x"]
        {
            assert!(parsed(line).is_err(), "{line:?}");
        }
        assert_eq!(parsed("build release"), Err("build does not know release".into()));
        assert_eq!(parsed("lint --fix"), Err("lint does not know --fix".into()));
        assert_eq!(parsed("test -a"), Err("test does not know -a".into()));
        assert_eq!(parsed("chaos --seed=x"), Err("--seed needs a number".into()));
    }
}
