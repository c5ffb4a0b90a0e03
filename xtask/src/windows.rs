//! The lints for Windows, on any machine: what is compiled there alone is else seen by nobody who works elsewhere.
use anyhow::{Result, bail};

use crate::{
    checkout::Checkout,
    process, rust_target,
    setup::{self, Purpose},
    step::Steps,
};

/// What is linted elsewhere. Its linker and C compiler come with Debian; those of the other target for Windows come with Windows alone.
const TARGET: &str = "x86_64-pc-windows-gnu";

/// Sets up what is missing, and lints every crate for Windows. Nothing is linked, nothing runs.
pub fn check(checkout: &Checkout, steps: &mut Steps) -> Result<()> {
    setup::lint_tools(checkout, steps)?;
    let mut clippy = checkout.cargo();
    clippy.args(["clippy", "--workspace", "--all-targets"]);
    if !cfg!(windows) {
        setup::packages_for(Purpose::Windows, steps)?;
        if !rust_target::is_there(TARGET) && !rust_target::add(TARGET, steps)? {
            bail!(
                "the check for Windows needs the target {TARGET}: run rustup target add {TARGET} with a network, then try again"
            );
        }
        clippy.args(["--target", TARGET]);
    }
    // See `test::lint`.
    clippy.env("CLIPPY_CONF_DIR", &checkout.root);
    if !process::is_on_path("nasm") {
        // The cryptography brings what its assembler would make.
        clippy.env("AWS_LC_SYS_PREBUILT_NASM", "1");
    }
    clippy.args(["--", "-D", "warnings"]);
    steps.run("lint for Windows", || {
        process::must(&mut clippy, "something does not compile for Windows, or clippy has something to say; see above")
    })
}
