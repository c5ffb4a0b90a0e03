### The core, English: what cannot be seen, sent or trusted. A sentence says what is so, then what to do.

## Sources that do not answer

silent-eve = Nothing has answered since { $since }. What CapTrack shows is from then.
silent-eve-told = Nothing has answered since { $since }. What CapTrack has told is from then.
silent-server = { $server } has not answered since { $since }. What CapTrack shows is from then.
silent-server-told = { $server } has not answered since { $since }. What CapTrack has told is from then.

## Ships out of sight

hidden = { $classes }.
hidden-by-allianceauth = { $classes } by AllianceAuth.
hidden-all = { $ships } not seen since { $since }
hidden-some = { $hidden } of { $ships } not seen since { $since }
hidden-not-named = AllianceAuth does not name these pilots any more.
hidden-not-read = AllianceAuth has not read these pilots again for more than two of its usual rounds.

## Sign-ins that EVE refuses

sign-ins-refused = EVE has refused the sign-in of { $pilots } since { $since }; next try { $next }.
sign-ins-refused-long = EVE has refused the sign-in of { $pilots } since { $since }. Sign in again; CapTrack goes on trying, next at { $next }.
sign-ins-nobody-left = CapTrack watches no pilots any more.
sign-ins-without-names = EVE refuses sign-ins since { $since }: those pilots are not seen.
pilots-one = { $pilot }
pilots-two = { $pilot } and { $other }
pilots-many = { $n } pilots

## AllianceAuth

auth-tried-now = It is tried again now.
auth-next-try = Next try { $next }.
auth-invalid-rows = { $n ->
    [one] One row
   *[other] { $n } rows
} of AllianceAuth's answer made no sense and did not count: ask an admin to look at its CapTrack bridge.
auth-refused-since = AllianceAuth has refused the token since { $since }.
auth-refused-long = AllianceAuth has refused the token since { $since }: connect again with a new one.
auth-shown-from = What CapTrack shows is from { $since }.
coverage-no-account = Belongs to no account: it left AllianceAuth
coverage-no-main = Its account has no main
coverage-not-registered = Not registered: add it on AllianceAuth's character audit page
coverage-no-assets-token = No valid token for its assets: sign in again on the character audit page
coverage-no-location-token = No valid token for ship and location: sign in again on the character audit page
coverage-assets-never-read = Its assets were never read
coverage-location-never-read = Its ship and location were never read
roster-shrunk = AllianceAuth no longer names { $lacks } of { $of } pilots since { $since }. Their ships stay as they were last seen; ask an admin whether your account may still read them.
ships-unlisted = AllianceAuth has not listed { $lacks } of { $of } ships since { $since }. They stay as they were last seen until it has read them several times; ask an admin whether it reads assets.
coverage-dropped = AllianceAuth can read { $lost } of { $of } characters no more since { $since }. Pilots and coverage shows whose tokens or registrations are missing.

## Discord

webhook-critical = critical
webhook-standard = standard
webhook-refused = Discord has refused the { $webhook } webhook since { $since }
webhook-failing = nothing has reached Discord through the { $webhook } webhook since { $since }
webhook-outage = { CAPITALISED($what) }.
webhook-outage-tried-now = { CAPITALISED($what) }; it is tried again now.
webhook-outage-next-try = { CAPITALISED($what) }; next try { $next }.
webhook-stands-in = Critical alerts go to the standard webhook for now.

## This computer and CapTrack itself

cannot-save = CapTrack has saved nothing since { $since }. { $why } Alerts go on, but may be sent again after a restart.
cannot-notify = This desktop has shown no notifications since { $since }. { $why } Until they work again, look at the window.
clock-wrong = This computer's clock is { $off } EVE's. CapTrack goes by EVE's; set the clock right.
clock-ahead = { $length } ahead of
clock-behind = { $length } behind
paused-for-days = CapTrack has been paused for { $days ->
    [one] { $days } day
   *[other] { $days } days
}, since { $since }. It polls nothing and sends no alerts until you resume.
data-on-the-network = The data folder is on a network drive, where its database can be damaged. Move { $folder } to a disk of this computer, and name the new place with --data-dir.
data-synchronized = The data folder is synchronized by { $by }, where its database can be damaged. Move { $folder } to a disk of this computer, and name the new place with --data-dir.
disk-low = { $left } left on the disk where CapTrack keeps its data. Free up space: on a full disk nothing can be saved, and alerts may be lost or sent twice.
disk-left-nothing = Less than 1 MB is
disk-left = { $mb ->
    [one] { $mb } MB is
   *[other] { $mb } MB are
}
window-silent = CapTrack's window has not responded since { $since }. It is reloaded automatically. Alerts, notifications and Discord go on.
window-keeps-crashing = CapTrack's window has kept crashing since { $since }. Alerts, notifications and Discord go on without it. Open it again; if it crashes again, restart CapTrack or your computer.
window-no-web-view = CapTrack has had no window since { $since }: Microsoft's WebView2 runtime is missing. Alerts, notifications and Discord go on without it. Get the Evergreen Bootstrapper from developer.microsoft.com/microsoft-edge/webview2.
part-does-not-work = { $part } has not worked since { $since } and is tried again automatically. { $why }
part-crashed = { $part } has crashed { $times ->
    [one] once
   *[other] { $times } times
} since { $since } and was restarted. Report this with the log: { $why }.
part-ended = it ended unexpectedly
part-polling = Polling
part-eve-request = A request to EVE
part-allianceauth-round = A request to AllianceAuth
part-sending = Sending alerts
part-pruning = Deleting old history
part-local-socket = The connection for the command line
part-command = A command
part-tray = Updating the tray icon
part-windows = Updating windows
part-heartbeat = Looking after windows
part-press = A button of a notification

## Titles of notifications about them

problem-paused = CapTrack is still paused
problem-ships-unseen = CapTrack cannot see your capital ships
problem-allianceauth-silent = No data from AllianceAuth
problem-allianceauth-refused = AllianceAuth refuses CapTrack
problem-allianceauth-out-of-date = AllianceAuth's data is out of date
problem-sign-ins-refused = EVE refuses sign-ins
problem-roster-shrunk = AllianceAuth names far fewer pilots or ships
problem-coverage-dropped = AllianceAuth can read far fewer pilots
problem-webhook-refused = Discord refuses CapTrack's messages
problem-discord-unreachable = CapTrack cannot reach Discord
problem-cannot-save = CapTrack cannot save
problem-disk-low = The disk is nearly full
problem-data-at-risk = CapTrack's data is at risk
problem-crashed = A part of CapTrack does not work
problem-cannot-notify = This desktop shows no notifications
problem-window-lost = CapTrack cannot show its window
problem-clock-wrong = This computer's clock is wrong
