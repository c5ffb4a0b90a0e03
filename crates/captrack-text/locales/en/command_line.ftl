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
