//! The page: Yew, compiled to wasm, bound to a script, and laid out as the window loads it.
use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use crate::{
    checkout::Checkout,
    command::Profile,
    dist, process,
    step::{self, Steps},
    wasm_toolchain,
};

/// The package of the page.
const PACKAGE: &str = "captrack-ui";

/// Cargo's profile for the page of a program in `profile`, from the root manifest: people get the small one, whoever
/// works on the page the one that is compiled in seconds.
const fn page_profile(profile: Profile) -> &'static str {
    match profile {
        Profile::Debug => "page-debug",
        Profile::Release => "page",
    }
}

/// Brings `ui/dist` up to date. What has not changed is neither compiled, nor bound, nor written again.
pub fn build(checkout: &Checkout, steps: &mut Steps, profile: Profile) -> Result<()> {
    let profile = page_profile(profile);
    let toolchain = wasm_toolchain::find(steps)?;
    steps.run("compile the page", || {
        let mut cargo = toolchain.cargo(checkout);
        cargo.args(["build", "--package", PACKAGE, "--profile", profile]);
        cargo.args(["--target", wasm_toolchain::TARGET]).args(toolchain.extra_arguments());
        process::must(&mut cargo, "the page does not compile; the compiler's own words are above")
    })?;
    let module = checkout.page_target().join(wasm_toolchain::TARGET).join(profile).join(format!("{PACKAGE}.wasm"));
    let bound = bind(checkout, &module, profile, steps)?;
    lay_out(checkout, &bound)
}

/// Binds the module to a script, in a folder of this checkout's own, unless that was done for this very module.
fn bind(checkout: &Checkout, module: &Path, profile: &str, steps: &mut Steps) -> Result<PathBuf> {
    let folder = checkout.page_target().join(format!("bound-{profile}-{:016x}", hash_of(&checkout.root)));
    let stamp_file = folder.with_extension("stamp");
    let stamp = binding_stamp(checkout, module)?;
    if folder.is_dir() && fs::read_to_string(&stamp_file).is_ok_and(|last| last == stamp) {
        return Ok(folder);
    }
    steps.run("bind the page to its script", || {
        if folder.exists() {
            fs::remove_dir_all(&folder).with_context(|| format!("{} could not be cleared", folder.display()))?;
        }
        let mut bindgen = checkout.cargo();
        bindgen.args(["run", "--quiet", "--package", "page-bindgen", "--"]).arg(module).arg(&folder);
        process::must(&mut bindgen, "the page could not be bound to its script")?;
        fs::write(&stamp_file, &stamp).with_context(|| format!("{} could not be written", stamp_file.display()))
    })?;
    Ok(folder)
}

/// What the binding depends on: the module, and the binder with the versions that the lock file gives it.
fn binding_stamp(checkout: &Checkout, module: &Path) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    let binder = checkout.root.join("xtask/page-bindgen/src/main.rs");
    for file in [module, &binder, &checkout.root.join("Cargo.lock")] {
        let contents = fs::read(file).with_context(|| format!("{} could not be read", file.display()))?;
        contents.hash(&mut hasher);
    }
    Ok(format!("{:016x}\n", hasher.finish()))
}

/// Writes `ui/dist`: the page's own files, its styles in one, its static files, and the bound module.
fn lay_out(checkout: &Checkout, bound: &Path) -> Result<()> {
    let ui = checkout.root.join("ui");
    let mut files = dist::files_in(bound)?;
    let module_size = files.get(&format!("{PACKAGE}_bg.wasm")).map_or(0, Vec::len);
    files.extend(dist::files_in(&ui.join("static"))?);
    files.insert("captrack.css".into(), dist::joined_styles(dist::files_in(&ui.join("src"))?));
    for name in ["index.html", "boot.js"] {
        let file = ui.join(name);
        let contents = fs::read(&file).with_context(|| format!("{} could not be read", file.display()))?;
        files.insert(name.into(), contents);
    }
    let written = dist::write(&ui.join("dist"), &files)?;
    step::note(&format!(
        "the page: {} files in ui/dist, {written} of them new; its module has {:.2} MB",
        files.len(),
        module_size as f64 / 1e6,
    ));
    Ok(())
}

fn hash_of(path: &Path) -> u64 {
    let mut hasher = DefaultHasher::new();
    path.hash(&mut hasher);
    hasher.finish()
}
