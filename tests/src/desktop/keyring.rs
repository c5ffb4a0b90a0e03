//! The desktop's keyring: a gnome-keyring that somebody has unlocked.

use std::collections::HashMap;
use std::fs::File;
use std::io::Write;
use std::process::Stdio;

use anyhow::{Context, Result, ensure};
use zbus::Connection;
use zbus::zvariant::OwnedObjectPath;

use super::{Desktop, Running, until};

/// An empty one would leave no collection to write to.
const PASSWORD: &[u8] = b"a password";

/// The keyring.
#[derive(Debug)]
pub struct Keyring {
    connection: Connection,
    _daemon: Running,
}

#[zbus::proxy(
    interface = "org.freedesktop.Secret.Service",
    default_service = "org.freedesktop.secrets",
    default_path = "/org/freedesktop/secrets"
)]
trait Service {
    fn read_alias(&self, name: &str) -> zbus::Result<OwnedObjectPath>;
    fn search_items(
        &self,
        attributes: HashMap<&str, &str>,
    ) -> zbus::Result<(Vec<OwnedObjectPath>, Vec<OwnedObjectPath>)>;
}

#[zbus::proxy(interface = "org.freedesktop.Secret.Item", default_service = "org.freedesktop.secrets")]
trait Item {
    #[zbus(property)]
    fn attributes(&self) -> zbus::Result<HashMap<String, String>>;
}

impl Keyring {
    /// Starts and unlocks it; the first start makes its collection.
    pub async fn start(desktop: &Desktop) -> Result<Self> {
        let log = File::create(desktop.folder().join("keyring.log"))?;
        let mut command = desktop.command("gnome-keyring-daemon");
        command.args(["--unlock", "--components=secrets", "--foreground"]);
        command.stdin(Stdio::piped()).stdout(log.try_clone()?).stderr(log);
        let mut daemon = Running::start(&mut command)?;
        let mut stdin = daemon.child.stdin.take().context("gnome-keyring-daemon has no standard input")?;
        stdin.write_all(PASSWORD)?;
        // It reads to the end.
        drop(stdin);
        let connection = desktop.connect().await?;
        let service = ServiceProxy::new(&connection).await?;
        until("the keyring is there", async || {
            ensure!(service.read_alias("default").await?.as_str() != "/", "it has no collection");
            Ok(())
        })
        .await?;
        Ok(Self { connection, _daemon: daemon })
    }

    /// The user names of a service's entries, in their order. Their secrets are not looked at.
    pub async fn users_of(&self, service: &str) -> Result<Vec<String>> {
        let proxy = ServiceProxy::new(&self.connection).await?;
        let (unlocked, locked) = proxy.search_items(HashMap::from([("service", service)])).await?;
        let mut users = Vec::new();
        for path in unlocked.into_iter().chain(locked) {
            let item = ItemProxy::builder(&self.connection).path(path)?.build().await?;
            users.extend(item.attributes().await?.remove("username"));
        }
        users.sort();
        Ok(users)
    }
}
