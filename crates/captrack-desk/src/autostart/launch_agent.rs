//! Launch agents of macOS: a property list each.

use std::ffi::OsStr;
use std::path::Path;

use super::command::StartCommand;
use super::error::AutostartError;

/// A whole property list; `label` names the agent.
pub(super) fn agent(label: &str, command: &StartCommand) -> Result<String, AutostartError> {
    let text = |word: &OsStr| {
        let word = word.to_str().ok_or_else(|| AutostartError::NotText(Path::new(word).to_owned()))?;
        Ok::<_, AutostartError>(word.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"))
    };
    let mut words = String::new();
    for word in std::iter::once(command.program.as_os_str()).chain(command.arguments.iter().map(AsRef::as_ref)) {
        words.extend(["    <string>", &text(word)?, "</string>\n"]);
    }
    let variables = match &command.variable {
        None => String::new(),
        Some((name, path)) => format!(
            "  <key>EnvironmentVariables</key>\n  <dict>\n    <key>{name}</key>\n    <string>{}</string>\n  </dict>\n",
            text(path.as_os_str())?
        ),
    };
    let label = text(label.as_ref())?;
    Ok(format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n\
         <plist version=\"1.0\">\n<dict>\n  <key>Label</key>\n  <string>{label}</string>\n  <key>ProgramArguments</key>\n  <array>\n{words}  </array>\n\
         {variables}  <key>RunAtLoad</key>\n  <true/>\n</dict>\n</plist>\n"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_agent_has_the_command_word_by_word_and_its_variable() {
        let command = StartCommand {
            program: "/Applications/A & B.app/Contents/MacOS/captrack".into(),
            arguments: vec!["--hidden".into()],
            variable: Some(("CAPTRACK_PASSPHRASE_FILE", "/p q".into())),
        };
        let agent = agent("io.example", &command).unwrap();
        assert!(agent.contains(
            "<string>/Applications/A &amp; B.app/Contents/MacOS/captrack</string>\n    <string>--hidden</string>"
        ));
        assert!(agent.contains("<key>CAPTRACK_PASSPHRASE_FILE</key>\n    <string>/p q</string>"));
        assert!(agent.contains("<key>Label</key>\n  <string>io.example</string>"));
    }
}
