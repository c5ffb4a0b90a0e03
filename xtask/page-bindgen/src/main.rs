//! Turns the page's wasm module into the script and the module that a web view loads.
//!
//! It does what the `wasm-bindgen` command does, from the library that the same Cargo.lock pins beside `wasm-bindgen`
//! itself: the two can never disagree, and there is no tool to install. It is a package of its own because it takes
//! about a minute to build, which only the page has to wait for.
use std::{env, path::PathBuf, process::ExitCode};

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let mut arguments = env::args_os().skip(1).map(PathBuf::from);
    let (Some(module), Some(folder), None) = (arguments.next(), arguments.next(), arguments.next()) else {
        eprintln!("usage: page-bindgen MODULE.wasm FOLDER");
        return ExitCode::from(64);
    };
    match generate(&module, &folder) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Writes `NAME.js` and `NAME_bg.wasm` for `NAME.wasm` into `folder`.
fn generate(module: &PathBuf, folder: &PathBuf) -> Result<()> {
    Bindgen::new()
        .input_path(module)
        .web(true)?
        .typescript(false)
        // The module is loaded by its own small script, which names it.
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(folder)
        .with_context(|| format!("{} could not be bound to the page", module.display()))
}
