//! What a page may do: the policy that its own web view enforces, the commands that are open to each window, and the one place in
//! which unsafe code may stand.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::checkout::{member_folders, read, sources, texts, workspace};

/// The program's own code and pictures, EVE's pictures, the program's own commands; nothing else, and nothing written into the page.
fn expected_policy() -> Value {
    json!({
        "default-src": "'self'",
        "script-src": "'self' 'wasm-unsafe-eval'",
        "img-src": "'self' data: https://images.evetech.net",
        "connect-src": "'self' ipc: http://ipc.localhost",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-src": "'none'"
    })
}

/// What each window may ask the shell for.
fn expected_capabilities() -> BTreeMap<String, BTreeSet<String>> {
    let common = ["core:event:allow-listen", "core:event:allow-unlisten", "allow-execute", "allow-window"];
    let of = |more: &[&str]| common.iter().chain(more).map(|one| (*one).to_owned()).collect();
    BTreeMap::from([("main".to_owned(), of(&["allow-board"])), ("settings".to_owned(), of(&[]))])
}

/// What a capability grants: each of its windows, and the permissions. Anything that would widen it otherwise is said.
fn granted(capability: &Value) -> Result<(Vec<String>, BTreeSet<String>), String> {
    let known = ["$schema", "identifier", "description", "windows", "permissions"];
    let fields = capability.as_object().ok_or("no object")?;
    if let Some(unknown) = fields.keys().find(|key| !known.contains(&key.as_str())) {
        return Err(format!("{unknown} is not looked at here: what does it open?"));
    }
    let texts = |key: &str| -> Result<Vec<String>, String> {
        let values = capability[key].as_array().ok_or(format!("no {key}"))?;
        values.iter().map(|value| value.as_str().map(str::to_owned).ok_or(format!("{value} has a scope"))).collect()
    };
    Ok((texts("windows")?, texts("permissions")?.into_iter().collect()))
}

fn json_of(path: &str) -> Value {
    serde_json::from_str(&read(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn a_page_loads_the_program_s_own_code_and_nothing_from_elsewhere() {
    let config = json_of("src-tauri/tauri.conf.json");
    let security = &config["app"]["security"];
    assert_eq!(security["csp"], expected_policy());
    let fields: Vec<&String> = security.as_object().unwrap().keys().collect();
    assert_eq!(fields, ["csp"], "no weaker policy while developing, no switch that turns it off, no asset protocol");
    assert_eq!(config["app"]["windows"], json!([]), "windows are made by the shell alone");
    assert!(config["plugins"].as_object().unwrap().keys().eq(["deep-link"]), "{}", config["plugins"]);
}

#[test]
fn each_window_has_its_own_commands_and_nothing_else_of_tauri() {
    let mut found = BTreeMap::new();
    for file in texts("src-tauri/capabilities") {
        let capability: Value = serde_json::from_str(&file.text).unwrap();
        let (windows, permissions) = granted(&capability).unwrap_or_else(|why| panic!("{}: {why}", file.path));
        for window in windows {
            assert!(found.insert(window, permissions.clone()).is_none(), "{} opens a window once more", file.path);
        }
    }
    assert_eq!(found, expected_capabilities());
}

#[test]
fn the_commands_that_are_open_are_those_that_the_shell_has() {
    let build = read("src-tauri/build.rs");
    let app = read("src-tauri/src/app.rs");
    for command in ["execute", "board", "window"] {
        assert!(build.contains(&format!("\"{command}\"")), "{command} is not declared in build.rs");
        assert!(app.contains(&format!("commands::{command}")), "{command} is not served");
    }
    let served = app.split("generate_handler![").nth(1).and_then(|rest| rest.split(']').next()).unwrap();
    assert_eq!(served.matches("commands::").count(), 3, "{served}");
}

#[test]
fn what_a_capability_could_open_besides_is_seen() {
    let capability = |more: Value| {
        let mut capability = json!({"identifier": "main", "windows": ["main"], "permissions": ["allow-execute"]});
        capability.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        granted(&capability)
    };
    assert!(capability(json!({})).is_ok());
    assert!(capability(json!({"remote": {"urls": ["https://*"]}})).is_err());
    assert!(capability(json!({"webviews": ["*"]})).is_err());
    let scoped = json!([{"identifier": "fs:allow-read", "allow": [{"path": "**"}]}]);
    assert!(capability(json!({ "permissions": scoped })).is_err());
}

/// The only file with unsafe code: `WebView2` says only through COM that a page's process has died.
const UNSAFE: &str = "src-tauri/src/page_loss/webview2.rs";

#[test]
fn unsafe_code_stands_in_one_file() {
    let lints = &workspace()["workspace"]["lints"]["rust"]["unsafe_code"];
    assert_eq!(lints.as_str(), Some("deny"));
    let allows = |text: &str| text.contains("unsafe_code)") || text.contains("unsafe {") || text.contains("unsafe fn");
    let of_members = member_folders().into_iter().flat_map(|folder| sources(&folder));
    let found: BTreeSet<String> = of_members
        .filter(|source| !source.path.starts_with("tests/tests/invariants/") && allows(&source.text))
        .map(|source| source.path)
        .collect();
    assert_eq!(found, BTreeSet::from([UNSAFE.to_owned()]));
}
