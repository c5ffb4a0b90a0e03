### The core, English: what commands print.

## Signing in and connecting

sign-in-consent = Sign in on EVE's page. CapTrack reads where your pilot is, what it flies and which capital ships it owns, and keeps their trail for 90 days;
    sign in only pilots whose owner knows and agrees.
browser-not-opened = The browser did not open: open the address above yourself.
pilot-forgotten = { $pilot } is forgotten.
paste-the-code = Agree on that page, then paste the code that it shows, and press Enter:
connected = Connected to { $server } as { $main }: { $pilots } pilots, { $ships } ships.
disconnected = Disconnected.

## How CapTrack is doing

status-signed-out = State: no pilot is signed in
status-starting = State: starting
status-watching = State: watching
status-offline = State: no answers
status-downtime = State: EVE's daily downtime
status-paused = State: paused
status-paused-until = State: paused until { $until }
status-answer = { $source }: last answer { $time }
status-no-answer = { $source }: last answer never
status-not-relayed = Discord: not relayed by this computer
status-relayed = Discord: relayed by this computer, nothing waits
status-relayed-waiting = Discord: relayed by this computer, { $n ->
    [one] { $n } message waits
   *[other] { $n } messages wait
}
status-clock-right = Clock: right
status-clock = Clock: { $off } EVE's
status-disk-unknown = Disk: not known
status-disk = Disk: { $left } left
kilobytes = { $n } KB
megabytes = { $n } MB
gigabytes = { $n } GB
status-no-problems = Problems: none
status-problem = Problem: { $problem }
check-nothing = No open alerts.
check-critical = { $critical } critical under { $mains } { $mains ->
    [one] main
   *[other] mains
}.
check-alerting = { $alerting } alerting under { $mains } { $mains ->
    [one] main
   *[other] mains
}.
check-both = { $critical } critical and { $alerting } alerting under { $mains } { $mains ->
    [one] main
   *[other] mains
}.
headless-watching = CapTrack is watching { $n } pilots without a window; stop it with Ctrl+C or SIGTERM.
headless-ending = CapTrack is ending.

## The relay to Discord

relay-on = The relay to Discord is on.
relay-off = The relay to Discord is off.
relay-stands-in = The standard webhook gets critical alerts while Discord refuses the critical one.
relay-critical = critical webhook: { $url }
relay-critical-not-set = critical webhook: not set
relay-standard = standard webhook: { $url }
relay-standard-not-set = standard webhook: not set
relay-waiting = waiting: { $n }
relay-last-delivery = last delivery: { $time }
relay-no-delivery = last delivery: none yet
relay-refused = refused by Discord: { $n }

## Files, the activity log, trails, undoing

import-left-out = { $n ->
    [one] { $n } pilot of the file is not watched here and was left out
   *[other] { $n } pilots of the file are not watched here and were left out
}: { $pilots }.
import-columns = Pilots are read from the column “{ $pilots }”, mains from “{ $mains }”.
import-unmatched-more = { $n } more lines are left out for such a reason.
import-nothing = The file says what already is: nothing changes.
import-dry-run = This was a dry run: nothing was changed.
activity-more = There are older lines: --csv prints all of them, --search finds some.
activity-no-longer = { $subject }: no longer { $old }
trail-nothing = No movements of { $of } are recorded since { $since }.
undone = Undone: { $what }.
not-undone = Not undone: { $by } changed { $what } since then.
somebody = someone

## Pausing

paused-until = Paused until { $until }.
paused-until-resumed = Paused until you resume.

## Deleting what CapTrack keeps

delete-folder = This deletes the data folder { $folder }
delete-keyring = with its sign-ins and webhooks in the keyring,
delete-no-secrets = (its secrets were kept in memory),
delete-secrets-file = with the secrets file { $file },
delete-autostart = and the entry that starts CapTrack with the computer. Sign-ins are not revoked: sign out and disconnect first.
delete-nothing-yet = Nothing has been deleted. Start the command again with --yes.
data-deleted = CapTrack's data on this computer is deleted.
delete-still-running = CapTrack is still running: quit it, then delete its data
delete-incomplete = not everything was deleted ({ $why }): try again
delete-secrets-file-left = the secrets file was not deleted ({ $error }): try again

## Why a command or the program could not begin. Parts of sentences

folder-owned = another CapTrack is already running with the data folder { $folder }: use that one, or give another with --data-dir
folder-in-use = another CapTrack command is still using the data folder { $folder }: try again when it has ended
folder-none = this system names no folder for application data: give one with --data-dir
folder-unusable = the data folder { $folder } cannot be used ({ $why }): give another with --data-dir
folder-not-private = the folder { $folder } belongs to somebody else or is open to others
folder-not-moved = The data folder { $folder } was not moved to { $to } ({ $error }). CapTrack goes on with it and tries again at the next start.
folder-moved-in-part = The data folder was moved to { $to }. What is left in { $folder } can be deleted ({ $error }).
endpoints-unusable = the endpoints file { $file } cannot be used: { $why }
endpoints-hurry = hurry is for an ESI on this computer alone
endpoints-host = a host that a webhook may have looks like 127.0.0.1:8080, not "{ $host }"
demo-failed = the demo could not start: { $why }
demo-no-pilots = its alliance has no pilots
no-threads = the system gave no threads ({ $error }): try again
owner-did-not-answer = the running CapTrack did not answer ({ $error }): try again, or restart it
owner-does-not-answer = the running CapTrack does not answer: it was stopped, or hangs; end it and start it again
socket-broke-off = a message broke off
socket-too-long = a message is too long
socket-of-another-user = the other end belongs to another user
socket-not-ours = the other end is not this user's CapTrack
socket-no-greeting = the other end did not greet
usage-secrets = use keyring, session, or file: and a path
usage-snooze = use a duration such as 1h, 90m, 2d or "1 hour", "until 18:00", "until downtime", until-cleared, or clear
usage-pause = use a duration such as 1h or 2d, tomorrow, or a time such as 18:00
snapshot-unwritten = the snapshot could not be written ({ $error }): report this
status-unwritten = the status could not be written ({ $error }): report this
trail-unwritten = the trail could not be written ({ $error }): report this
file-unread = the file { $file } could not be read ({ $error }): check the name
file-unwritten = the file { $file } could not be written ({ $error }): give another
file-too-large = it is too large
file-no-text = it is not a text file
standard-input-unread = standard input could not be read ({ $error }): give the text there
standard-output-unwritten = standard output could not be written ({ $error })

## Where secrets are kept, and what starts with the desktop. Parts of sentences

secrets-in-keyring = the desktop's keyring
secrets-in-memory = memory, until CapTrack ends
secrets-in-file = the encrypted file { $file }
autostart-no-place = this system names no folder for settings
autostart-not-text = the path { $path } has letters that an autostart entry cannot hold; move the file
autostart-too-long = the paths are too long for Windows; move CapTrack or its data to a shorter path
autostart-not-installed = CapTrack runs from a temporary place; move it to the Applications folder first
autostart-for-all-users = an entry for all users starts it; an administrator can remove it
