//! What GitHub runs is what everybody runs: a workflow has no commands of its own.

use crate::checkout::root;

/// The commands of a workflow: what follows `run:`, on its line.
fn commands(workflow: &str) -> Vec<&str> {
    workflow
        .lines()
        .filter_map(|line| line.trim_start().trim_start_matches("- ").strip_prefix("run:"))
        .map(str::trim)
        .collect()
}

#[test]
fn workflows_run_the_projects_own_commands_alone() {
    let folder = root().join(".github/workflows");
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let commands = commands(&text);
        assert!(!commands.is_empty(), "{} runs nothing", path.display());
        for command in commands {
            assert!(command.starts_with("cargo xtask "), "{}: {command}", path.display());
            seen += 1;
        }
    }
    assert!(seen >= 3, "{seen} commands");
}

#[test]
fn a_command_is_found_however_its_step_begins() {
    assert_eq!(
        commands("steps:\n  - run: make\n  - name: x\n    run: cargo xtask test\n"),
        ["make", "cargo xtask test"]
    );
}
