//! Windows: made when they are wanted, destroyed when they are closed, so that nothing of a web view is left in the tray.

use std::path::PathBuf;
use std::time::Duration;

use captrack_contract::{ErrorCode, OpenCard, OpenSection, Page, Refusal, SettingsSection, commands};
use captrack_domain::ids::PilotId;
use captrack_domain::preferences::Theme;
use captrack_text::Language;
use tauri::{
    AppHandle, Emitter, Manager, PhysicalPosition, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder, WindowEvent,
};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::sync::oneshot;

use crate::last_visit::Leaving;
use crate::shell::Shell;
use crate::text::{args, say, say_with};
use crate::tray_host::shows_tray_icons;
use crate::window_place::{Screen, WindowPlace};
use crate::{autostart, page_loss, quick_actions, scratch, shutdown, theme};

/// The label of the main window.
pub const MAIN: &str = "main";
/// The label of the settings window.
pub const SETTINGS: &str = "settings";
/// A window that is being dragged is remembered once it has come to rest.
const AT_REST: Duration = Duration::from_millis(400);

/// No window can be made smaller, in logical pixels: as much as a small laptop shows at twice the size.
const LEAST: (f64, f64) = (640.0, 400.0);

/// How a page's window is made.
struct Frame {
    label: &'static str,
    address: &'static str,
    title: &'static str,
    /// Width and height at first, in logical pixels.
    size: (f64, f64),
    /// Neither can be made smaller.
    least: (f64, f64),
}

const fn frame(page: Page) -> Frame {
    match page {
        Page::Dashboard => {
            Frame { label: MAIN, address: "index.html", title: "window-title", size: (1280.0, 800.0), least: LEAST }
        }
        Page::Settings => Frame {
            label: SETTINGS,
            address: "index.html?page=settings",
            title: "window-title-settings",
            // Wide enough for what a change would do to stand beside the rules.
            size: (1200.0, 800.0),
            least: LEAST,
        },
    }
}

/// What of its page a window is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WindowOpening {
    /// Whatever it shows.
    Anything,
    /// A card of the main window.
    Card(PilotId),
    /// A section of the settings window.
    Section(SettingsSection),
}

impl WindowOpening {
    /// The address of a page that is only made now and could not hear of it as an event.
    fn address(self, page: &str) -> String {
        let and = if page.contains('?') { '&' } else { '?' };
        match self {
            Self::Anything => page.to_owned(),
            Self::Card(main) => format!("{page}{and}card={main}"),
            Self::Section(section) => format!("{page}{and}section={}", section.name()),
        }
    }

    fn tell(self, window: &WebviewWindow) -> tauri::Result<()> {
        match self {
            Self::Anything => Ok(()),
            Self::Card(main) => window.emit_to(window.label(), OpenCard::EVENT, OpenCard { main }),
            Self::Section(section) => window.emit_to(window.label(), OpenSection::EVENT, OpenSection { section }),
        }
    }
}

/// Shows a window, from anywhere in the program; where that fails it is said in a notification.
pub fn show(app: &AppHandle, page: Page, showing: WindowOpening) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        if let Err(refusal) = open(&app, page, showing).await {
            quick_actions::not_opened(&app, refusal).await;
        }
    });
}

/// Opens a page's window, or brings it to the front. What it is opened for is shown as soon as the page can.
pub async fn open(app: &AppHandle, page: Page, showing: WindowOpening) -> Result<(), Refusal> {
    let shell = app.state::<Shell>();
    let _one_at_a_time = shell.opening.lock().await;
    if shell.is_ending() {
        return Err(Refusal::new(ErrorCode::Unavailable, say("no-desk")));
    }
    let frame = frame(page);
    if let Some(window) = app.get_webview_window(frame.label) {
        page_loss::clear_away(app, &window).await.map_err(|error| failed(&error))?;
    }
    if let Some(window) = app.get_webview_window(frame.label) {
        bring_to_front(&window).map_err(|error| failed(&error))?;
        return showing.tell(&window).map_err(|error| failed(&error));
    }
    web_view_is_there(app).await?;
    if page == Page::Settings {
        // It may have been switched in the desktop's own settings since.
        autostart::read_back(app).await;
    }
    make(app, &frame, showing.address(frame.address), Appearance::InFront).await.map_err(|error| failed(&error))
}

/// Opens the main window among the other windows, in front of none. One that is open stays as it is.
pub async fn open_minimised(app: &AppHandle) -> Result<(), Refusal> {
    let shell = app.state::<Shell>();
    let _one_at_a_time = shell.opening.lock().await;
    let frame = frame(Page::Dashboard);
    if shell.is_ending() || app.get_webview_window(frame.label).is_some() {
        return Ok(());
    }
    web_view_is_there(app).await?;
    make(app, &frame, frame.address.to_owned(), Appearance::Minimised).await.map_err(|error| failed(&error))
}

/// Makes a window whose page was lost once more, with what it showed.
pub async fn make_again(app: &AppHandle, label: &str, address: Option<String>) -> Result<(), Refusal> {
    let shell = app.state::<Shell>();
    let _one_at_a_time = shell.opening.lock().await;
    if shell.is_ending() || app.get_webview_window(label).is_some() {
        return Ok(());
    }
    web_view_is_there(app).await?;
    let frame = frame(if label == SETTINGS { Page::Settings } else { Page::Dashboard });
    let address = address.unwrap_or_else(|| frame.address.to_owned());
    make(app, &frame, address, Appearance::InFront).await.map_err(|error| failed(&error))
}

fn failed(why: &impl ToString) -> Refusal {
    let why = say_with("window-failed", &args!("why" => why.to_string()));
    Refusal::new(ErrorCode::Internal, why)
}

/// Windows may lack what draws pages. Then nothing but a sentence can be shown; it may have been installed since the last time.
async fn web_view_is_there(app: &AppHandle) -> Result<(), Refusal> {
    let Err(error) = tauri::webview_version() else { return Ok(()) };
    tracing::error!(%error, "there is no web view");
    page_loss::no_web_view(app).await;
    Err(Refusal::new(ErrorCode::Unavailable, say("web-view-missing")))
}

/// Where windows are, the user sees them.
fn bring_to_front(window: &WebviewWindow) -> tauri::Result<()> {
    window.unminimize()?;
    window.show()?;
    window.set_focus()
}

/// The address of a page that speaks this language.
fn in_language(address: String, language: Language) -> String {
    if language == Language::default() || address.contains("language=") {
        return address;
    }
    let and = if address.contains('?') { '&' } else { '?' };
    format!("{address}{and}language={}", language.name())
}

/// How a window comes onto the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Appearance {
    /// Before the others, with the keyboard.
    InFront,
    /// Among the others, where the user finds it.
    Minimised,
}

async fn make(app: &AppHandle, frame: &Frame, address: String, appearance: Appearance) -> tauri::Result<()> {
    let (theme, demo) = theme_and_demo(app).await;
    let place = remembered(app, frame).await.unwrap_or(WindowPlace::sized(frame.size.0, frame.size.1));
    let mut builder =
        WebviewWindowBuilder::new(app, frame.label, WebviewUrl::App(in_language(address, Language::spoken()).into()))
            .title(say(frame.title))
            .inner_size(place.width, place.height)
            .min_inner_size(frame.least.0, frame.least.1)
            .maximized(place.maximised)
            .visible(false)
            // A file that is dropped on a page is the page's: it is imported there.
            .disable_drag_drop_handler()
            .theme(theme::native(theme))
            .background_color(theme::background(theme::native(theme)))
            // Pages of the program only; everything else opens in the browser, by name.
            .on_navigation(is_own_page)
            .on_new_window(|_, _| tauri::webview::NewWindowResponse::Deny);
    if place.x.is_none() {
        builder = builder.center();
    }
    if let Some(folder) = web_folder(app, demo) {
        builder = builder.data_directory(folder);
    }
    let window = builder.build()?;
    theme::before_it_is_shown(&window, theme).await?;
    if let Some((x, y)) = place.position(&screens(&window)) {
        window.set_position(PhysicalPosition::new(x, y))?;
    }
    follow(app, &window, place);
    page_loss::listen(app, &window);
    match appearance {
        Appearance::InFront => {
            window.show()?;
            window.set_focus()
        }
        Appearance::Minimised => {
            window.minimize()?;
            window.show()?;
            // A window manager may have taken the first for nothing, as there was no window yet.
            window.minimize()
        }
    }
}

/// The program's own pages have a scheme of their own, or on Windows and Android a host that no name server knows.
fn is_own_page(address: &Url) -> bool {
    match address.scheme() {
        "tauri" => address.host_str() == Some("localhost"),
        "http" | "https" => address.host_str() == Some("tauri.localhost") && address.port().is_none(),
        _ => false,
    }
}

/// Where the web view keeps pictures from one window to the next. Of the demo nothing may be left; a private web view would
/// leave nothing either, but on Linux only the first one of a process knows the program's own addresses.
fn web_folder(app: &AppHandle, demo: bool) -> Option<PathBuf> {
    let shell = app.state::<Shell>();
    match shell.desk() {
        Ok(desk) if !demo => Some(desk.web_folder()),
        _ => shell.scratch.join(scratch::WEB),
    }
}

async fn theme_and_demo(app: &AppHandle) -> (Theme, bool) {
    let Ok(desk) = app.state::<Shell>().desk() else { return (Theme::default(), true) };
    match desk.ask(commands::Settings).await {
        Ok(settings) => (settings.preferences.theme, settings.demo),
        Err(refusal) => {
            // The window that opens asks for the same, and shows why it does not get it.
            tracing::warn!(%refusal, "a window opens without the user's theme");
            (Theme::default(), false)
        }
    }
}

async fn remembered(app: &AppHandle, frame: &Frame) -> Option<WindowPlace> {
    let desk = app.state::<Shell>().desk().ok()?;
    WindowPlace::remembered(&desk.window_state(frame.label).await?, frame.least)
}

fn screens(window: &WebviewWindow) -> Vec<Screen> {
    let screens = window.available_monitors().unwrap_or_default();
    screens
        .iter()
        .map(|screen| Screen {
            x: screen.position().x,
            y: screen.position().y,
            width: screen.size().width,
            height: screen.size().height,
        })
        .collect()
}

/// Remembers where the window goes, and closes it the right way.
fn follow(app: &AppHandle, window: &WebviewWindow, place: WindowPlace) {
    let (moved, moves) = unbounded_channel();
    tauri::async_runtime::spawn(remember(window.clone(), place, moves));
    let (app, label) = (app.clone(), window.label().to_owned());
    let leaving = (label == MAIN).then(|| Leaving::of(app.clone()));
    window.on_window_event(move |event| match event {
        WindowEvent::Focused(has_it) => leaving.iter().for_each(|leaving| leaving.focus(*has_it)),
        // Nobody listens any more once the window is gone.
        WindowEvent::Moved(_) | WindowEvent::Resized(_) => drop(moved.send(Moved::OnItsWay)),
        WindowEvent::CloseRequested { api, .. } => {
            api.prevent_close();
            leaving.iter().for_each(Leaving::close);
            let (answered, remembered) = oneshot::channel();
            drop(moved.send(Moved::Closing(answered)));
            tauri::async_runtime::spawn(close(app.clone(), label.clone(), remembered));
        }
        _ => {}
    });
}

/// What a window's memory is told.
enum Moved {
    OnItsWay,
    Closing(oneshot::Sender<()>),
}

/// Keeps where the window stands, when it has come to rest and before it closes.
async fn remember(window: WebviewWindow, mut place: WindowPlace, mut moves: UnboundedReceiver<Moved>) {
    while let Some(moved) = moves.recv().await {
        let closing = match moved {
            Moved::Closing(closing) => Some(closing),
            Moved::OnItsWay => at_rest(&mut moves).await,
        };
        if let Some(now) = stands(&window, place)
            && now != place
            && let Ok(desk) = window.state::<Shell>().desk()
        {
            place = now;
            desk.keep_window_state(window.label(), &place.to_json()).await;
        }
        if let Some(closing) = closing {
            // The window closes whether or not this was in time.
            let _ = closing.send(());
        }
    }
}

/// Waits until the window has come to rest, or is to be closed.
async fn at_rest(moves: &mut UnboundedReceiver<Moved>) -> Option<oneshot::Sender<()>> {
    loop {
        match tokio::time::timeout(AT_REST, moves.recv()).await {
            Ok(Some(Moved::OnItsWay)) => {}
            Ok(Some(Moved::Closing(closing))) => return Some(closing),
            Ok(None) | Err(_) => return None,
        }
    }
}

/// Where a window stands now; none while that is not worth remembering.
fn stands(window: &WebviewWindow, before: WindowPlace) -> Option<WindowPlace> {
    if window.is_minimized().ok()? || window.is_fullscreen().ok()? {
        return None;
    }
    if window.is_maximized().ok()? {
        return Some(WindowPlace { maximised: true, ..before });
    }
    let size = window.inner_size().ok()?.to_logical(window.scale_factor().ok()?);
    let position = window.outer_position().ok();
    Some(WindowPlace {
        width: size.width,
        height: size.height,
        x: position.map(|at| at.x),
        y: position.map(|at| at.y),
        maximised: false,
    })
}

/// Closes a window: the monitor goes on in the tray. Where nothing shows a tray the main window is minimised instead, and
/// where there is no desk there is nothing to go on with.
async fn close(app: AppHandle, label: String, remembered: oneshot::Receiver<()>) {
    // A memory that takes long must not keep a window open.
    drop(tokio::time::timeout(Duration::from_secs(1), remembered).await);
    let Some(window) = app.get_webview_window(&label) else { return };
    let shell = app.state::<Shell>();
    if shell.desk().is_err() {
        return shutdown::end(&app, 1);
    }
    let is_reachable = shell.has_tray() && shows_tray_icons().await;
    let closed = match closing(&label, is_reachable) {
        Closing::Minimised => window.minimize(),
        Closing::Destroyed => window.destroy(),
    };
    if let Err(error) = closed {
        tracing::warn!(%error, "a window was not closed");
    }
}

/// What becomes of a window that is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Closing {
    /// It goes, and can be had again from the tray.
    Destroyed,
    /// It stays among the open windows: there is no other way back to it.
    Minimised,
}

/// The main window is how the program is reached where no tray shows its icon; the others are opened from it.
fn closing(label: &str, tray_is_shown: bool) -> Closing {
    if label == MAIN && !tray_is_shown { Closing::Minimised } else { Closing::Destroyed }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_main_window_is_minimised_where_no_tray_would_bring_it_back() {
        assert_eq!(closing(MAIN, false), Closing::Minimised);
        assert_eq!(closing(MAIN, true), Closing::Destroyed);
        assert_eq!(closing(SETTINGS, false), Closing::Destroyed);
    }

    #[test]
    fn a_page_finds_in_its_address_what_it_is_opened_for() {
        let (dashboard, settings) = (frame(Page::Dashboard).address, frame(Page::Settings).address);
        assert_eq!(WindowOpening::Anything.address(settings), "index.html?page=settings");
        assert_eq!(WindowOpening::Card(PilotId(7)).address(dashboard), "index.html?card=7");
        let discord = WindowOpening::Section(SettingsSection::Discord);
        assert_eq!(discord.address(settings), "index.html?page=settings&section=discord");
        assert_eq!(in_language(settings.to_owned(), Language::English), settings);
        let pseudo = in_language(dashboard.to_owned(), Language::Pseudo);
        assert_eq!(pseudo, "index.html?language=pseudo");
        assert_eq!(in_language(pseudo.clone(), Language::Pseudo), pseudo);
    }

    #[test]
    fn a_window_goes_to_the_program_s_own_pages_and_nowhere_else() {
        let goes = |address: &str| is_own_page(&address.parse().unwrap());
        for own in [
            "tauri://localhost/index.html?page=pilots",
            "http://tauri.localhost/",
            "https://tauri.localhost/index.html",
        ] {
            assert!(goes(own), "{own}");
        }
        for foreign in [
            "https://example.com/",
            "http://tauri.localhost.example.com/",
            "http://tauri.localhost:8080/",
            "https://user@example.com/tauri.localhost",
            "tauri://example.com/",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "data:text/html,hello",
            "about:blank",
            "http://ipc.localhost/",
        ] {
            assert!(!goes(foreign), "{foreign}");
        }
    }

    #[test]
    fn every_page_has_a_window_of_its_own_that_is_never_smaller_than_it_may_be() {
        let (dashboard, settings) = (frame(Page::Dashboard), frame(Page::Settings));
        assert_ne!(dashboard.label, settings.label);
        for frame in [dashboard, settings] {
            assert!(frame.size.0 >= frame.least.0 && frame.size.1 >= frame.least.1);
        }
    }
}
