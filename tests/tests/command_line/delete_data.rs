//! Deleting everything that is kept on this computer.

use crate::program::Program;

#[test]
fn deleting_the_data_leaves_nothing_and_is_refused_while_the_program_runs() {
    let program = Program::new();
    let kara = program.pilot("Kara Volkov");
    assert_eq!(program.login(kara).code, 0);
    assert!(program.data().join("captrack.db").is_file() && program.folder.path().join("secrets").is_file());

    let asked = program.run(&["delete-data"]);
    assert_eq!((asked.code, asked.out.contains("--yes")), (0, true), "{asked:?}");
    assert!(asked.out.contains(&program.data().display().to_string()), "{asked:?}");
    assert!(program.data().join("captrack.db").is_file(), "nothing is deleted unasked");

    let running = program.headless();
    let refused = program.run(&["delete-data", "--yes"]);
    assert_eq!(refused.code, 1, "{refused:?}");
    assert_eq!(refused.err, "captrack: CapTrack is still running: quit it, then delete its data.\n");
    assert_eq!(running.terminate().0, Some(0));

    std::fs::write(program.data().join("notes.txt"), "mine").unwrap();
    let deleted = program.run(&["delete-data", "--yes"]);
    assert_eq!(deleted.code, 0, "{deleted:?}");
    assert!(!program.folder.path().join("secrets").exists());
    let left: Vec<_> = std::fs::read_dir(program.data()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["notes.txt"], "what is not CapTrack's stays");
    assert_eq!(program.run(&["snapshot", "--json"]).out.matches("Kara Volkov").count(), 0);
}
