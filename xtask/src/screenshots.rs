//! The pictures of the documentation, taken from the demo.
use std::process::ExitCode;

use anyhow::Result;

use crate::{
    app,
    checkout::Checkout,
    command::Profile,
    desktop, process,
    setup::{self, Purpose},
    step::Steps,
};

/// Takes them on a desktop without a screen, so that nothing else is in them.
pub fn run(checkout: &Checkout, steps: &mut Steps) -> Result<ExitCode> {
    setup::packages_for(Purpose::Pictures, steps)?;
    let program = app::prepare(checkout, steps, Profile::Debug)?;
    let mut pictures = checkout.cargo();
    pictures.args(["run", "--package", "captrack-tests", "--example", "screenshots"]);
    pictures.env(app::PATH_VARIABLE, program);
    Ok(process::exit_code(desktop::status_on_one(&mut pictures)?))
}
