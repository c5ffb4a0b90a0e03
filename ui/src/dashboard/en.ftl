### CapTrack Desktop, English. The dashboard.

## Classes: counted, of one hull, as a row of the rules

count-stale = { $n } out of date

## The bar at the top

counted-critical = critical
counted-alerting = alerting
counted-watched = watched
counted-snoozed = snoozed
count-critical-title = Capitals that always alert
count-alerting-title = Capitals that have reached a threshold under their main
count-watched-title = { $hulls ->
    [one] { $hulls } capital
   *[other] { $hulls } capitals
} of { $pilots ->
    [one] one signed-in pilot
   *[other] { $pilots } signed-in pilots
}
count-snoozed-title = Capitals of snoozed pilots
live-signed-out = Nobody is signed in
live-starting = Waiting for the first answers
live-first-check = First check in { $next }
live-checking = Checking now
live-watching = Checked { $age } ago, next in { $next }
live-due = Checked { $age } ago, checking now
live-offline = Offline, last answer { $age } ago
live-offline-never = Offline, nothing has answered yet
live-downtime = EVE's daily downtime
live-paused = Paused, last answer { $age } ago
live-paused-never = Paused
live-title = Last answer: { $time }
quiet-hours-title = Quiet hours until { $time }: only the notifications that the settings let through pop up.
pause = Pause
pause-title = Stop polling and all notifications, Discord included, until you resume
resume = Resume
resume-title = Poll and send alerts again
checking = Checking …
checked-quiet = Check finished: nothing alerts.
checked-alerting = Check finished: some mains have alerts, none is critical.
checked-critical = Check finished: there are critical alerts.
checked-unknown = Check finished, but not everything could be read: what is out of date is marked with a dashed ring.

## Cards and rows

mains-in-part = { $n ->
    [one] One main
   *[other] { $n } mains
}
systems-in-part = { $n ->
    [one] One system
   *[other] { $n } systems
}
regions-in-part = { $n ->
    [one] One region
   *[other] { $n } regions
}
hulls-of = Capitals of { $main }
column-hull = Hull
column-system = System
column-place = Place
column-seen = Seen
column-main = Main
type-and-class = { $type }, { $class }
flown = Flown by its pilot
system-unknown = system not known
system-in-region = { $system }, { $region }
place-unknown = place not known
live-silent = No connection to CapTrack
called-over = That alert is over.
called-over-main = Nothing alerts under { $main } any more.

## Snoozing

clear = Clear
clear-whom = Clear the snooze of { $whom }
note-title = { $note } ({ $time })
snooze-note-some = { $n ->
    [one] 1 pilot snoozed { $end }
   *[other] { $n } pilots snoozed, the first { $end }
}

## Acknowledging

take-back = Take back
take-back-main = Take back the acknowledgement of { $main }
take-back-meaning = What alerts under this main is told again.
seen-by = seen by { $by }
seen-by-why = seen by { $by }, “{ $why }”

## Putting pilots under mains

main-of = { $pilot } is under { $main }. Put them under another main
drag = { $pilot }: let go on a main's card

## Finding

filters = Filters
filters-in-use = Filters in use
filter-corporation-all = All corporations
filter-region = Region
filter-region-all = All regions
filter-class = Class
filter-class-all = All classes
filter-level-all = All levels
filter-stale = Out of date
filter-stale-title = Only capitals that have not been heard of for a while
filter-by = Filter by { $filter }
filter-chosen = { $filter }: { $value }
filter-find = Find: { $filter }
filter-type = Type to find
filter-nothing = Nothing has a name like this.
filter-more = { $n ->
    [one] One more: type a part of its name.
   *[other] { $n } more: type a part of the name.
}
filter-not = not { $filter }
filter-take-out = Take out the filter { $filter }
filter-unknown = There is no filter “{ $filter }”. There are { $filters }.
filter-no-value = “{ $filter }:” needs a value right after it, such as class:titan.
filter-yes-or-no = “{ $filter }” takes yes or no: type { $filter }:yes or { $filter }:no.
filter-no-such-level = There is no such level. There are { $levels }.
matched = { $n } of { $hulls }
group-by = What a card stands for
group-main = Main
group-main-meaning = A card for every main
group-system = System
group-system-meaning = A card for every solar system
group-region = Region
group-region-meaning = A card for every region

## The first screen

welcome = Know where your capitals are
welcome-what = CapTrack watches the capitals of the pilots you sign in: where they are, who flies them, and when a titan undocks. It stays in the tray and tells you, and Discord if you like.
welcome-auth = Does your alliance run AllianceAuth?
welcome-auth-what = Where its admin has installed the CapTrack bridge, one token shows every member's capitals and nobody else has to sign in.
welcome-auth-connect = Connect AllianceAuth
welcome-demo = Only looking around? The demo shows an invented alliance and needs no account. Start it from a terminal:
demo-command = The command that starts the demo

## Signing in

client-id-needed = First, a client id

read-now = Read now
read-now-whom = Have AllianceAuth read { $whom } now
read-now-meaning = AllianceAuth reads these pilots' ships and locations again, usually within a minute or two
read-now-asked = { $n ->
    [one] 1 pilot is read again
   *[other] { $n } pilots are read again
} within about { $minutes } min.
read-asked = Asked AllianceAuth for a read at { $asked }
read-asked-and-read = Asked for { $asked }, read { $read }
audit = Audit
audit-main = Open the AllianceAuth audit of { $main }
audit-meaning = Open this account's character audit on AllianceAuth in your browser
