# What the shell says: tray, notifications' buttons, and its own sentences. The pages have texts of their own.

app-name = CapTrack Desktop
window-title = CapTrack Desktop
window-title-settings = CapTrack Desktop settings

## The tray: one line about how things stand

tray-tooltip = CapTrack: { $line }
tray-signed-out = No pilot is signed in
tray-starting = Waiting for the first answers
tray-quiet = No alerts, { $hulls ->
        [one] 1 ship
       *[other] { $hulls } ships
    } watched
tray-critical = { $critical } critical under { $mains ->
        [one] 1 main
       *[other] { $mains } mains
    }{ $open ->
        [0] , acknowledged
       *[other] {""}
    }
tray-alerting = { $alerting } alerting under { $mains ->
        [one] 1 main
       *[other] { $mains } mains
    }{ $open ->
        [0] , acknowledged
       *[other] {""}
    }
tray-both = { $critical } critical and { $alerting } alerting under { $mains ->
        [one] 1 main
       *[other] { $mains } mains
    }{ $open ->
        [0] , acknowledged
       *[other] {""}
    }
tray-offline = Offline: { $trouble }
tray-offline-unexplained = Offline: no answer for a while
tray-downtime = EVE's daily downtime
tray-paused = Paused
tray-paused-until = Paused until { $time }
tray-need-sign-in = { $pilots ->
        [one] 1 pilot must sign in again
       *[other] { $pilots } pilots must sign in again
    }

## The tray's menu

menu-open = Open CapTrack
menu-check = Check now
menu-pause = Pause
menu-pause-hour = For 1 h
menu-pause-tomorrow = Until tomorrow, 08:00 local time
menu-pause-until-resumed = Until I resume
menu-resume = Resume
menu-main = { $main }: { $hulls }
menu-main-acknowledged = { $main }: { $hulls } (acknowledged)
menu-show-card = Show the card
menu-snooze = Snooze { $length }
menu-snooze-until-cleared = Snooze until cleared
menu-acknowledge = Acknowledge
menu-settings = Settings
menu-quit = Quit CapTrack

## Notifications

notification-open = Open
notification-acknowledge = Acknowledge
undo = Undo

## What a press in the tray or on a notification came to

toast-whom = { $more ->
    [0] { $pilot }
    [one] { $pilot } and 1 more pilot
   *[other] { $pilot } and { $more } more pilots
}
toast-snoozed-for = Snoozed for { $length }: { $whom }
toast-snoozed-until-cleared = Snoozed until cleared: { $whom }
toast-snoozed-some = Snoozed
toast-silent = Silent: { $ships ->
    [one] 1 ship
   *[other] { $ships } ships
} in { $places }.
toast-silent-critical = Silent: { $ships ->
    [one] 1 ship
   *[other] { $ships } ships
} (critical: { $critical }) in { $places }.
toast-silent-nothing = These pilots have no known ships.
toast-places-more = { $places } and { $n } more places
toast-more = { $what } and { $n } more
toast-not-snoozed = Not snoozed
toast-nobody-left = These pilots are no longer watched.
toast-over = This alert is resolved.
toast-acknowledged = Acknowledged: { $main }
toast-acknowledged-meaning = No more notifications for this main until another ship alerts.
toast-not-acknowledged = Not acknowledged
toast-paused = Paused
toast-paused-until = Paused until { $time }
toast-paused-until-meaning = No polling and no notifications, Discord included. CapTrack resumes automatically.
toast-paused-meaning = No polling and no notifications, Discord included, until you resume.
toast-not-paused = Not paused
toast-resumed = Resumed
toast-resumed-meaning = CapTrack polls and sends alerts again.
toast-not-resumed = Not resumed
toast-checked = Check finished
toast-check-quiet = No alerts.
toast-check-alerting = There are alerts, none critical.
toast-check-critical = There are critical alerts. Open CapTrack to see them.
toast-check-unknown = Not everything could be read. Open CapTrack to see what is missing.
toast-not-checked = Not checked
toast-undone = Undone
toast-undone-what = Undone: { $what }.
toast-undone-but = Except for { $what }: someone has changed that since.
toast-not-undone = Not undone
toast-not-connected = Not connected to AllianceAuth
toast-not-opened = The window did not open

## Sentences

no-display = CapTrack found no screen for its window. Start it in a desktop session, or with --headless on a server.
no-tray = There is no tray icon ({ $why }). CapTrack stays in its window.
tray-library-missing = install libayatana-appindicator3-1
no-window-system = CapTrack could not open its window ({ $why }). Start it again, or with --headless on a server.
owner-has-no-window = Another CapTrack without a window is already running with this data folder. Stop it first, or give another folder with --data-dir.
desk-broke = CapTrack failed to start. Start it again, and report this if it happens again.
no-desk = CapTrack is shutting down. Start it again.
window-failed = The window did not open ({ $why }). Restart CapTrack.
page-lost-title = CapTrack's window keeps crashing
page-lost = CapTrack continues in the background. Open its window again. If it crashes again, restart CapTrack or your computer.
web-view-missing = Microsoft's WebView2 runtime is missing, so CapTrack cannot show its window. Get the Evergreen Bootstrapper from developer.microsoft.com/microsoft-edge/webview2. Monitoring, notifications and Discord go on without it.
browser-failed = The browser did not open ({ $why }). Set your desktop's default browser and try again.
unknown-help = There is no help page of that name. Restart CapTrack.
no-web-page = There is no page of that name.
demo-runs = The demo is open already, in its own window.
demo-failed = The demo did not start ({ $why }).
no-audit-page = AllianceAuth has no page about this pilot.
no-sign-in = No sign-in is waiting. Press the sign-in button first.
autostart-failed = CapTrack could not change whether it starts with the computer ({ $why }). Your other settings are saved.
no-downloads = There is no download folder for the file. Create one, or export on the command line.
not-saved = CapTrack could not save the file in { $folder } ({ $why }). Export it on the command line, to another folder.
not-saved-denied = CapTrack may not save files in { $folder } ({ $why }). Allow it in the folder's rights, or in the folder protection of Windows' security settings, or export on the command line, to another folder.
not-saved-full = The disk of { $folder } has no room for the file ({ $why }). Free some disk space, or export on the command line, to another folder.

## Why a notification was not shown, as the end of a sentence

notifier-ending = CapTrack is ending; it is shown after the next start
notifier-starting = CapTrack is still starting
notifier-silent = the desktop's notification server does not answer; restart it
notifier-unreachable = the desktop's notification server cannot be reached ({ $error }); start one, such as dunst
notifier-refused = the desktop did not take a notification ({ $error }); allow CapTrack's in its settings
