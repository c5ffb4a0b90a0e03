//! The desktop's tray: where icons register, what they show, and their menus.

use std::collections::HashMap;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use parking_lot::Mutex;
use zbus::message::Header;
use zbus::proxy::{Builder, CacheProperties};
use zbus::zvariant::{OwnedObjectPath, OwnedValue, Value};
use zbus::{Connection, Proxy};

use super::{Desktop, until};

const WATCHER: &str = "org.kde.StatusNotifierWatcher";
const ITEM: &str = "org.kde.StatusNotifierItem";
const MENU: &str = "com.canonical.dbusmenu";

/// A menu, as it goes over the bus: number, properties, lines.
type Layout = (i32, HashMap<String, OwnedValue>, Vec<OwnedValue>);

/// The watcher with which icons register; it draws none.
#[derive(Debug)]
pub struct TrayWatcher {
    connection: Connection,
    registered: Arc<Mutex<Vec<(String, String)>>>,
}

impl TrayWatcher {
    /// Starts it.
    pub async fn start(desktop: &Desktop) -> Result<Self> {
        let registered = Arc::<Mutex<Vec<(String, String)>>>::default();
        let connection = desktop.connect().await?;
        let watcher = Served { registered: registered.clone() };
        connection.object_server().at("/StatusNotifierWatcher", watcher).await?;
        connection.request_name(WATCHER).await.context("this desktop has a tray already")?;
        Ok(Self { connection, registered })
    }

    /// The icon that was registered last, by a program that still runs.
    pub async fn item(&self) -> Result<TrayItem> {
        until("there is an icon in the tray", async || {
            let registered = self.registered.lock().clone();
            let bus = zbus::fdo::DBusProxy::new(&self.connection).await?;
            for (owner, path) in registered.into_iter().rev() {
                if bus.name_has_owner(owner.as_str().try_into()?).await? {
                    return Ok(TrayItem { connection: self.connection.clone(), owner, path });
                }
            }
            bail!("none was registered by a program that still runs")
        })
        .await
    }
}

struct Served {
    registered: Arc<Mutex<Vec<(String, String)>>>,
}

#[zbus::interface(name = "org.kde.StatusNotifierWatcher")]
#[allow(clippy::unused_self, clippy::needless_pass_by_value)] // Methods on the bus are the object's, as the macro calls them.
impl Served {
    /// `service` is a path of the caller's, or a name on the bus.
    fn register_status_notifier_item(&self, service: &str, #[zbus(header)] header: Header<'_>) {
        let sender = header.sender().map(ToString::to_string).unwrap_or_default();
        let item = if service.starts_with('/') {
            (sender, service.to_owned())
        } else {
            (service.to_owned(), "/StatusNotifierItem".to_owned())
        };
        self.registered.lock().push(item);
    }

    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> bool {
        true
    }

    #[zbus(property)]
    fn registered_status_notifier_items(&self) -> Vec<String> {
        self.registered.lock().iter().map(|(owner, path)| format!("{owner}{path}")).collect()
    }

    #[zbus(property)]
    fn protocol_version(&self) -> i32 {
        0
    }
}

/// A line of a tray icon's menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MenuLine {
    id: i32,
    /// What it says; empty for the line between two groups.
    pub label: String,
    /// It can be chosen.
    pub enabled: bool,
    /// What opens beside it.
    pub lines: Vec<MenuLine>,
}

/// An icon in the tray.
#[derive(Debug, Clone)]
pub struct TrayItem {
    connection: Connection,
    /// The program's unique name on the bus.
    pub owner: String,
    path: String,
}

impl TrayItem {
    /// The words beside the icon.
    pub async fn label(&self) -> Result<String> {
        Ok(self.proxy(&self.path, ITEM).await?.get_property("XAyatanaLabel").await?)
    }

    /// The file or name of its picture.
    pub async fn picture(&self) -> Result<String> {
        Ok(self.proxy(&self.path, ITEM).await?.get_property("IconName").await?)
    }

    /// The lines of its menu, as they are now.
    pub async fn menu(&self) -> Result<Vec<MenuLine>> {
        let everything = (0_i32, -1_i32, Vec::<String>::new());
        let answer = self.menu_proxy().await?.call_method("GetLayout", &everything).await?;
        let (_, (_, _, lines)): (u32, Layout) = answer.body().deserialize()?;
        Ok(lines.iter().filter_map(|line| read(line)).collect())
    }

    /// Chooses the line that says so.
    pub async fn choose(&self, label: &str) -> Result<()> {
        let menu = self.menu().await?;
        let line = menu.iter().find(|line| line.label == label && line.enabled);
        let line = line.with_context(|| format!("the tray's menu has no {label}: {menu:?}"))?;
        let clicked = (line.id, "clicked", Value::from(0_i32), 0_u32);
        self.menu_proxy().await?.call_method("Event", &clicked).await?;
        Ok(())
    }

    async fn menu_proxy(&self) -> Result<Proxy<'_>> {
        let path: OwnedObjectPath = self.proxy(&self.path, ITEM).await?.get_property("Menu").await?;
        self.proxy(path.as_str(), MENU).await
    }

    async fn proxy(&self, path: &str, interface: &'static str) -> Result<Proxy<'_>> {
        let proxy = Builder::<Proxy<'_>>::new(&self.connection)
            .destination(self.owner.clone())?
            .path(path.to_owned())?
            .interface(interface)?
            .cache_properties(CacheProperties::No);
        Ok(proxy.build().await?)
    }
}

/// A line out of `(ia{sv}av)`: number, properties, lines.
fn read(line: &Value<'_>) -> Option<MenuLine> {
    let Value::Structure(line) = plain(line) else { return None };
    let [id, properties, lines] = line.fields() else { return None };
    let (Value::Dict(properties), Value::Array(lines)) = (plain(properties), plain(lines)) else { return None };
    let property = |name: &str| {
        let named = |key: &Value<'_>| matches!(plain(key), Value::Str(key) if key.as_str() == name);
        properties.iter().find(|(key, _)| named(key)).map(|(_, value)| plain(value))
    };
    let label = match property("label") {
        // A single one marks a key.
        Some(Value::Str(label)) => label.replace("__", "\u{0}").replace('_', "").replace('\u{0}', "_"),
        _ => String::new(),
    };
    Some(MenuLine {
        id: i32::try_from(id).ok()?,
        label,
        enabled: !matches!(property("enabled"), Some(Value::Bool(false))),
        lines: lines.iter().filter_map(read).collect(),
    })
}

fn plain<'a, 'v>(value: &'a Value<'v>) -> &'a Value<'v> {
    match value {
        Value::Value(inner) => plain(inner),
        value => value,
    }
}
