//! The application with windows: Tauri's own event loop around one desk.

use std::panic::AssertUnwindSafe;
use std::process::ExitCode;
use std::sync::Arc;
use std::thread::JoinHandle;

use captrack_contract::{Confidential, ErrorCode, Page, Refusal};
use captrack_desk::{Desk, DeskError, DeskOptions, LogEcho, ask_owner_to_open};
use captrack_domain::words::sentence;
use captrack_monitor::SupervisedPart;
use captrack_ports::Notifier;
use tauri::{App, AppHandle, Manager, RunEvent, Wry};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use crate::notifier::{DesktopNotifier, NotificationPress};
use crate::page_loss::LostPage;
use crate::scratch::ScratchFolder;
use crate::shell::Shell;
use crate::text::{args, say, say_with};
use crate::tray::Tray;
use crate::windows::{self, WindowOpening};
use crate::{
    autostart, commands, deep_link, display, events, hidden_start, notification_presses, page_loss, quick_actions,
    shutdown, tray,
};

/// What is shown at first.
pub enum FirstView {
    /// The main window.
    Window,
    /// The tray alone.
    Hidden,
    /// The main window, and over it the settings with what a `captrack://` link comes to.
    Link(Confidential),
}

/// What other threads hand over to the program.
struct Inboxes {
    presses: UnboundedReceiver<NotificationPress>,
    lost_pages: UnboundedReceiver<LostPage>,
}

/// Runs until the user quits or the system ends it.
pub fn run(options: &DeskOptions, beginning: FirstView) -> ExitCode {
    #[cfg(target_os = "linux")]
    crate::nvidia::switch_renderer_off();
    if !display::is_there() {
        return failed(&say("no-display"));
    }
    let (pressed, presses) = unbounded_channel();
    let notifier = DesktopNotifier::new(pressed);
    let opening = open_desk(options.clone(), notifier.clone());
    let app = match build() {
        Ok(app) => app,
        Err(error) => return failed(&say_with("no-window-system", &args!("why" => error.to_string()))),
    };
    let desk = match opening.join() {
        Ok(Ok(desk)) => Ok(desk),
        Ok(Err(error @ DeskError::Owned(_))) => return show_the_other(options, &error),
        Ok(Err(error)) => Err(sentence(&error.said())),
        Err(_panic) => Err(say("desk-broke")),
    };
    if let Err(sentence) = &desk {
        eprintln!("captrack: {sentence}");
    }
    // Without a desk the window opens all the same: its page tells why, whoever started the program.
    let desk = desk.map_err(|sentence| Refusal::new(ErrorCode::Unavailable, sentence));
    let beginning = if desk.is_ok() { beginning } else { FirstView::Window };
    let (lost_pages, lost) = unbounded_channel();
    app.manage(Shell::new(desk, notifier, lost_pages, ScratchFolder::new(app.path().runtime_dir().ok())));
    let handle = app.handle().clone();
    let code = turn(app, Inboxes { presses, lost_pages: lost }, beginning);
    // The data folder is given back, and the demo's thrown away, before the process goes.
    let shell = handle.state::<Shell>();
    shell.let_go_of_desk();
    shell.scratch.clear_away();
    u8::try_from(code).map_or(ExitCode::FAILURE, ExitCode::from)
}

/// The desk opens while the window system starts: neither waits for the other.
fn open_desk(options: DeskOptions, notifier: Arc<DesktopNotifier>) -> JoinHandle<Result<Arc<Desk>, DeskError>> {
    std::thread::spawn(|| {
        let notifier: Arc<dyn Notifier> = notifier;
        let desk = tauri::async_runtime::block_on(Desk::open(options, Some(notifier)))?;
        desk.log(LogEcho::Stderr);
        Ok(desk)
    })
}

fn build() -> tauri::Result<App<Wry>> {
    let builder = tauri::Builder::default().plugin(deep_link::plugin());
    let builder =
        builder.invoke_handler(tauri::generate_handler![commands::execute, commands::board, commands::window]);
    #[cfg(not(target_os = "linux"))]
    let builder = builder.plugin(tauri_plugin_notification::init());
    #[cfg(target_os = "macos")]
    let builder = builder.on_web_content_process_terminate(|page| {
        page_loss::lost(page.app_handle(), page.label(), page_loss::PageLoss::PageProcess);
    });
    builder.build(tauri::generate_context!())
}

/// Turns the event loop until the end; the exit code.
fn turn(app: App<Wry>, inboxes: Inboxes, beginning: FirstView) -> i32 {
    let mut at_first = Some((inboxes, beginning));
    app.run_return(move |app, event| match event {
        RunEvent::Ready => {
            if let Some((inboxes, beginning)) = at_first.take() {
                started(app, inboxes, beginning);
            }
        }
        // The last window closed; the program goes on in the tray.
        RunEvent::ExitRequested { code: None, api, .. } => api.prevent_exit(),
        #[cfg(target_os = "macos")]
        RunEvent::Reopen { .. } => windows::show(app, Page::Dashboard, WindowOpening::Anything),
        #[cfg(target_os = "macos")]
        RunEvent::Opened { urls } => {
            for url in urls {
                tauri::async_runtime::spawn(deep_link::arrived(app.clone(), Confidential(url.into())));
            }
        }
        _ => {}
    })
}

/// Everything that goes on by itself from now on. On the main thread.
fn started(app: &AppHandle, inboxes: Inboxes, beginning: FirstView) {
    tauri::async_runtime::spawn(shutdown::end_when_asked(app.clone()));
    tauri::async_runtime::spawn(page_loss::bring_back(app.clone(), inboxes.lost_pages));
    let shell = app.state::<Shell>();
    if let Ok(desk) = shell.desk() {
        shell.notifier.attach(app);
        if let Some(tray) = make_tray(app) {
            tray.keep(app);
        }
        tauri::async_runtime::spawn(notification_presses::carry_out(app.clone(), inboxes.presses));
        let asked = app.clone();
        desk.on_open_request(Box::new(move |section| match section {
            None => windows::show(&asked, Page::Dashboard, WindowOpening::Anything),
            Some(section) => windows::show(&asked, Page::Settings, WindowOpening::Section(section)),
        }));
        let app = app.clone();
        tauri::async_runtime::spawn(async move {
            desk.start();
            go_on(&app, &desk);
            // Not held for longer: the desk goes with its last holder.
            drop(desk);
            autostart::read_back(&app).await;
        });
    } else {
        tauri::async_runtime::spawn(page_loss::beat(app.clone()));
    }
    match beginning {
        FirstView::Hidden => drop(tauri::async_runtime::spawn(hidden_start::ensure_shown(app.clone()))),
        FirstView::Window => windows::show(app, Page::Dashboard, WindowOpening::Anything),
        FirstView::Link(link) => {
            let app = app.clone();
            tauri::async_runtime::spawn(async move {
                if let Err(refusal) = windows::open(&app, Page::Dashboard, WindowOpening::Anything).await {
                    quick_actions::not_opened(&app, refusal).await;
                }
                deep_link::arrived(app, link).await;
            });
        }
    }
}

/// What has to go on for as long as the desk does: after a panic each begins again, and that is said.
fn go_on(app: &AppHandle, desk: &Arc<Desk>) {
    let (beating, telling, showing) = (app.clone(), app.clone(), app.clone());
    let (told, shown) = (desk.revisions(), desk.revisions());
    desk.look_after(SupervisedPart::Heartbeat, move || page_loss::beat(beating.clone()));
    desk.look_after(SupervisedPart::Windows, move || events::forward(telling.clone(), told.clone()));
    desk.look_after(SupervisedPart::Tray, move || tray::follow(showing.clone(), shown.clone()));
}

/// The tray, where the desktop has one. On Linux the library behind it is looked for when it is first used, and its absence
/// is a panic; without a tray the program still has its window.
fn make_tray(app: &AppHandle) -> Option<Tray> {
    let loud = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let made = std::panic::catch_unwind(AssertUnwindSafe(|| Tray::make(app)));
    std::panic::set_hook(loud);
    let why = match made {
        Ok(Ok(tray)) => return Some(tray),
        Ok(Err(error)) => error.to_string(),
        Err(_panic) => say("tray-library-missing"),
    };
    tracing::warn!(why, "there is no tray icon");
    eprintln!("captrack: {}", say_with("no-tray", &args!("why" => why)));
    None
}

/// Another process owns the data folder: its window is wanted.
fn show_the_other(options: &DeskOptions, error: &DeskError) -> ExitCode {
    if options.demo {
        return failed(&sentence(&error.said()));
    }
    if tauri::async_runtime::block_on(ask_owner_to_open(options)) {
        return ExitCode::SUCCESS;
    }
    failed(&say("owner-has-no-window"))
}

fn failed(sentence: &str) -> ExitCode {
    eprintln!("captrack: {sentence}");
    ExitCode::FAILURE
}
