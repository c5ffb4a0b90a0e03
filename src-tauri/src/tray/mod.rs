//! The tray: how things stand in a picture and a few words, and what can be done about it without a window.

mod menu;
mod state;
mod tray_choice;

use std::sync::Arc;
use std::time::Duration;

use captrack_contract::commands::{self, Command};
use captrack_contract::{Overview, Page, SnoozeLength};
use captrack_domain::ids::PilotId;
use parking_lot::Mutex;
use tauri::image::Image;
use tauri::menu::{IsMenuItem, Menu, MenuEvent, MenuItem, MenuItemKind, PredefinedMenuItem, Submenu};
use tauri::tray::{MouseButton, MouseButtonState, TrayIcon, TrayIconBuilder, TrayIconEvent};
use tauri::{AppHandle, Manager, Wry, include_image};
use tokio::sync::watch;

use crate::shell::Shell;
use crate::text::{args, say_with};
use crate::tray::menu::{MenuChange, MenuEntry, MenuLine, changes, entries};
use crate::tray::state::{TrayMain, TrayPicture, TrayState, tray_state};
use crate::tray::tray_choice::TrayChoice;
use crate::windows::{self, WindowOpening};
use crate::{quick_actions, scratch, shutdown};

/// How often the tray looks even though nothing was announced: silence is news too.
const LOOK: Duration = Duration::from_secs(15);
/// At most one change in this time.
const APART: Duration = Duration::from_secs(1);
/// Windows cuts a tooltip at 128 UTF-16 units, the closing zero included.
const TOOLTIP_UNITS: usize = 127;

const CALM: Image<'_> = include_image!("../icons/tray/calm-64.png");
const ALERTING: Image<'_> = include_image!("../icons/tray/alerting-64.png");
const CRITICAL: Image<'_> = include_image!("../icons/tray/critical-64.png");
const ACKNOWLEDGED: Image<'_> = include_image!("../icons/tray/acknowledged-64.png");
const UNKNOWN: Image<'_> = include_image!("../icons/tray/unknown-64.png");
const PAUSED: Image<'_> = include_image!("../icons/tray/paused-64.png");

/// The tray icon with its menu.
pub struct Tray {
    icon: TrayIcon<Wry>,
    menu: Menu<Wry>,
    shown: Mutex<Shown>,
}

/// What it shows now.
struct Shown {
    state: Option<TrayState>,
    entries: Vec<MenuEntry>,
}

impl Tray {
    /// Makes the tray icon. On the main thread only.
    pub fn make(app: &AppHandle) -> tauri::Result<Self> {
        let menu = Menu::new(app)?;
        let mut builder = TrayIconBuilder::with_id("captrack");
        // Linux reads the pictures from files; no other process may write over them.
        if let Some(pictures) = app.state::<Shell>().scratch.join(scratch::TRAY) {
            builder = builder.temp_dir_path(pictures);
        }
        let icon = builder
            .icon(UNKNOWN)
            .menu(&menu)
            .show_menu_on_left_click(cfg!(target_os = "linux"))
            .on_menu_event(chosen)
            .on_tray_icon_event(clicked)
            .build(app)?;
        Ok(Self { icon, menu, shown: Mutex::new(Shown { state: None, entries: Vec::new() }) })
    }

    /// Makes it known to the rest of the program.
    pub fn keep(self, app: &AppHandle) {
        app.manage(Arc::new(self));
        app.state::<Shell>().tray_is_made();
    }

    /// A main as it is shown; none when nothing alerts there any more.
    fn main(&self, main: PilotId) -> Option<TrayMain> {
        let shown = self.shown.lock();
        shown.state.as_ref()?.mains.iter().find(|shown| shown.main == main).cloned()
    }

    /// Shows that. On the main thread only.
    fn show(&self, state: TrayState) -> tauri::Result<()> {
        let mut shown = self.shown.lock();
        if shown.state.as_ref() == Some(&state) {
            return Ok(());
        }
        if shown.state.as_ref().map(|shown| shown.picture) != Some(state.picture) {
            self.icon.set_icon(Some(picture(state.picture)))?;
        }
        self.icon.set_title(Some(state.badge.as_deref().unwrap_or_default()))?;
        self.icon.set_tooltip(Some(tooltip(&state.line)))?;
        let wanted = entries(&state);
        for change in changes(&shown.entries, &wanted) {
            self.change(change)?;
        }
        *shown = Shown { state: Some(state), entries: wanted };
        Ok(())
    }

    fn change(&self, change: MenuChange) -> tauri::Result<()> {
        let app = self.icon.app_handle();
        match change {
            MenuChange::Insert(at, MenuEntry::Line(line)) => self.menu.insert(&item(app, &line)?, at),
            MenuChange::Insert(at, MenuEntry::Separator(_)) => {
                self.menu.insert(&PredefinedMenuItem::separator(app)?, at)
            }
            MenuChange::Insert(at, MenuEntry::Submenu { id, text, lines }) => {
                let items = lines.iter().map(|line| item(app, line)).collect::<tauri::Result<Vec<_>>>()?;
                let items: Vec<&dyn IsMenuItem<Wry>> = items.iter().map(|item| item as &dyn IsMenuItem<Wry>).collect();
                self.menu.insert(&Submenu::with_id_and_items(app, id, in_menu(&text), true, &items)?, at)
            }
            MenuChange::Remove(at) => self.menu.remove_at(at).map(drop),
            MenuChange::Rewrite(at, line) => {
                let entry = self.menu.items()?.into_iter().nth(at);
                let Some(MenuItemKind::MenuItem(item)) = entry else { return Ok(()) };
                item.set_text(in_menu(&line.text))?;
                item.set_enabled(line.enabled)
            }
        }
    }
}

fn item(app: &AppHandle, line: &MenuLine) -> tauri::Result<MenuItem<Wry>> {
    MenuItem::with_id(app, &line.id, in_menu(&line.text), line.enabled, None::<&str>)
}

/// Menus take `&` for the mark of a key.
fn in_menu(text: &str) -> String {
    text.replace('&', "&&")
}

const fn picture(picture: TrayPicture) -> Image<'static> {
    match picture {
        TrayPicture::Calm => CALM,
        TrayPicture::Alerting => ALERTING,
        TrayPicture::Critical => CRITICAL,
        TrayPicture::Acknowledged => ACKNOWLEDGED,
        TrayPicture::Unknown => UNKNOWN,
        TrayPicture::Paused => PAUSED,
    }
}

fn tooltip(line: &str) -> String {
    let text = say_with("tray-tooltip", &args!("line" => line));
    let units: Vec<u16> = text.encode_utf16().take(TOOLTIP_UNITS).collect();
    String::from_utf16_lossy(&units)
}

/// Keeps the tray up to date until the desk is gone.
pub async fn follow(app: AppHandle, mut revisions: watch::Receiver<u64>) {
    let mut overview = pull(&app).await;
    loop {
        if let Some(overview) = &overview {
            show(&app, tray_state(overview));
        }
        tokio::time::sleep(APART).await;
        match tokio::time::timeout(LOOK, revisions.changed()).await {
            Ok(Ok(())) => overview = pull(&app).await,
            Ok(Err(_gone)) => return,
            Err(_nothing_announced) => refresh(&app, overview.as_mut()).await,
        }
    }
}

/// Nothing has changed but the time, which can make a desk offline.
async fn refresh(app: &AppHandle, overview: Option<&mut Overview>) {
    let Some(overview) = overview else { return };
    if let Some(status) = look(app, commands::Status).await {
        overview.status = status;
    }
}

async fn pull(app: &AppHandle) -> Option<Overview> {
    look(app, commands::Overview).await
}

/// What the tray shows next; none: what it showed before stays until the next look. Nobody has pressed anything, so that a refusal is only
/// logged: what makes a desk refuse to be looked at (a crash, the end of the program) is said by the status, or has ended the tray too.
async fn look<C: Command>(app: &AppHandle, question: C) -> Option<C::Reply> {
    let answer = app.state::<Shell>().ask(question).await;
    answer.inspect_err(|refusal| tracing::warn!(%refusal, "the tray shows what was before")).ok()
}

/// The tray, where one could be made.
fn the_tray(app: &AppHandle) -> Option<Arc<Tray>> {
    app.try_state::<Arc<Tray>>().map(|tray| tray.inner().clone())
}

fn show(app: &AppHandle, state: TrayState) {
    let Some(tray) = the_tray(app) else { return };
    let asked = app.run_on_main_thread(move || {
        if let Err(error) = tray.show(state) {
            tracing::warn!(%error, "the tray shows what was before");
        }
    });
    if let Err(error) = asked {
        tracing::debug!(%error, "the tray is gone");
    }
}

// By value, as Tauri hands it out.
#[allow(clippy::needless_pass_by_value)]
fn clicked(icon: &TrayIcon<Wry>, event: TrayIconEvent) {
    if let TrayIconEvent::Click { button: MouseButton::Left, button_state: MouseButtonState::Up, .. } = event {
        windows::show(icon.app_handle(), Page::Dashboard, WindowOpening::Anything);
    }
}

// By value, as Tauri hands it out.
#[allow(clippy::needless_pass_by_value)]
fn chosen(app: &AppHandle, event: MenuEvent) {
    let Some(choice) = TrayChoice::of(event.id().as_ref()) else { return };
    match choice {
        TrayChoice::Open => windows::show(app, Page::Dashboard, WindowOpening::Anything),
        TrayChoice::ShowCard(main) => windows::show(app, Page::Dashboard, WindowOpening::Card(main)),
        TrayChoice::Settings => windows::show(app, Page::Settings, WindowOpening::Anything),
        TrayChoice::Check => act(app, |app| async move { quick_actions::check(&app).await }),
        TrayChoice::Pause(length) => act(app, move |app| async move { quick_actions::pause(&app, length).await }),
        TrayChoice::Resume => act(app, |app| async move { quick_actions::resume(&app).await }),
        TrayChoice::Snooze(main, length) => snooze(app, main, length),
        TrayChoice::Acknowledge(main) => acknowledge(app, main),
        TrayChoice::Quit => shutdown::end(app, 0),
    }
}

/// Acts apart from the menu, which must not wait.
fn act<F>(app: &AppHandle, what: impl FnOnce(AppHandle) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    tauri::async_runtime::spawn(what(app.clone()));
}

fn shown_main(app: &AppHandle, main: PilotId) -> Option<TrayMain> {
    the_tray(app)?.main(main)
}

fn snooze(app: &AppHandle, main: PilotId, length: SnoozeLength) {
    let pilots = shown_main(app, main).map(|main| main.pilots).unwrap_or_default();
    act(app, |app| async move {
        if pilots.is_empty() {
            quick_actions::over(&app).await;
        } else {
            quick_actions::snooze(&app, &pilots, length).await;
        }
    });
}

fn acknowledge(app: &AppHandle, main: PilotId) {
    let name = shown_main(app, main).map(|main| main.name).unwrap_or_default();
    act(app, |app| async move { quick_actions::acknowledge(&app, main, &name).await });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tooltip_is_never_longer_than_windows_can_show() {
        assert_eq!(tooltip("Paused"), "CapTrack: Paused");
        assert_eq!(tooltip(&"é".repeat(500)).encode_utf16().count(), TOOLTIP_UNITS);
    }

    #[test]
    fn an_ampersand_in_a_name_stays_one() {
        assert_eq!(in_menu("Kara & Co"), "Kara && Co");
    }
}
