//! What the desktop starts: the program, hidden, with the options that it runs with now.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf, absolute};

use captrack_secrets::PASSPHRASE_VARIABLE;

use super::error::AutostartError;
use crate::args::{DeskOptions, SecretsChoice};

/// The program and how it is started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct StartCommand {
    pub program: PathBuf,
    pub arguments: Vec<OsString>,
    /// A variable without which it would not start as it did, where the desktop's entries can hold one.
    pub variable: Option<(&'static str, PathBuf)>,
}

impl StartCommand {
    /// This program, with the options that it was started with. Paths become absolute: the desktop starts it from another folder.
    pub fn of(options: &DeskOptions, folder: &Path) -> Result<Self, AutostartError> {
        let passphrase = env::var_os(PASSPHRASE_VARIABLE).map(PathBuf::from);
        Self::of_program(program()?, options, folder, passphrase)
    }

    fn of_program(
        program: PathBuf,
        options: &DeskOptions,
        folder: &Path,
        passphrase: Option<PathBuf>,
    ) -> Result<Self, AutostartError> {
        let mut arguments = vec![OsString::from("--hidden")];
        if options.data_dir.is_some() {
            arguments.extend(["--data-dir".into(), folder.as_os_str().to_owned()]);
        }
        if let Some(endpoints) = &options.endpoints {
            arguments.extend(["--endpoints".into(), absolute(endpoints)?.into_os_string()]);
        }
        let mut variable = None;
        match &options.secrets {
            SecretsChoice::Keyring => {}
            SecretsChoice::Session => arguments.extend(["--secrets".into(), "session".into()]),
            SecretsChoice::File(path) => {
                let mut place = OsString::from("file:");
                place.push(absolute(path)?);
                arguments.extend(["--secrets".into(), place]);
                variable = passphrase.map(absolute).transpose()?.map(|path| (PASSPHRASE_VARIABLE, path));
            }
        }
        Ok(Self { program, arguments, variable })
    }
}

/// The program's own file: of an `AppImage` the image, for what is in it lies in another place at each start.
fn program() -> Result<PathBuf, AutostartError> {
    let own = env::current_exe()?;
    let is_translocated = own.components().any(|part| part.as_os_str() == "AppTranslocation");
    if cfg!(target_os = "macos") && (is_translocated || own.starts_with("/Volumes")) {
        return Err(AutostartError::NotInstalled);
    }
    let image = env::var_os("APPIMAGE").map(PathBuf::from).filter(|image| image.is_absolute() && image.is_file());
    // Another AppImage that has started this program leaves its variables behind.
    let is_inside = env::var_os("APPDIR").is_some_and(|mounted| own.starts_with(mounted));
    Ok(image.filter(|_| is_inside).unwrap_or(own))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(options: &DeskOptions) -> Vec<OsString> {
        let program = PathBuf::from("/usr/bin/captrack");
        StartCommand::of_program(program, options, Path::new("/data/of mine"), None).unwrap().arguments
    }

    #[test]
    fn the_platform_s_own_folder_and_keyring_need_no_words() {
        assert_eq!(words(&DeskOptions::default()), ["--hidden"]);
    }

    #[test]
    fn the_profile_is_kept_with_its_secrets_servers_and_passphrase() {
        let options = DeskOptions {
            data_dir: Some("of mine".into()),
            endpoints: Some("/etc/captrack/endpoints.toml".into()),
            secrets: SecretsChoice::File("/data/secrets".into()),
            demo: false,
        };
        let wanted = [
            "--hidden",
            "--data-dir",
            "/data/of mine",
            "--endpoints",
            "/etc/captrack/endpoints.toml",
            "--secrets",
            "file:/data/secrets",
        ];
        #[cfg(unix)]
        assert_eq!(words(&options), wanted);
        #[cfg(windows)]
        assert_eq!(words(&options).len(), wanted.len());
        let command = StartCommand::of_program("/usr/bin/captrack".into(), &options, Path::new("/d"), Some("p".into()));
        let (name, path) = command.unwrap().variable.unwrap();
        assert!(name == "CAPTRACK_PASSPHRASE_FILE" && path.is_absolute());
        let session = DeskOptions { secrets: SecretsChoice::Session, ..DeskOptions::default() };
        assert_eq!(words(&session), ["--hidden", "--secrets", "session"]);
    }
}
