### CapTrack Desktop, English. The dashboard.

## Classes: counted, of one hull, as a row of the rules

count-stale = { $n } out of date

## The bar at the top

counts = Ships by level
counted-critical = critical
counted-alerting = alerting
counted-watched = watched
counted-snoozed = snoozed
count-critical-title = Ships of classes that always alert
count-alerting-title = Ships that reach a threshold under their main
count-watched-title = { $hulls ->
    [one] { $hulls } ship
   *[other] { $hulls } ships
} of { $pilots ->
    [one] one pilot
   *[other] { $pilots } pilots
}
count-snoozed-title = Ships of snoozed pilots
live-signed-out = No pilot is signed in
live-starting = Waiting for the first answers
live-first-check = First check in { $next }
live-checking = Checking now
live-watching = Checked { $age } ago, next in { $next }
live-due = Checked { $age } ago, checking now
live-offline = Offline, last answer { $age } ago
live-offline-never = Offline, no answer yet
live-downtime = EVE's daily downtime
live-paused = Paused, last answer { $age } ago
live-paused-never = Paused
live-paused-until = Paused until { $time }
told-resumed = Polling and alerts go on.
live-stale = { $n ->
    [one] 1 pilot out of date
   *[other] { $n } pilots out of date
}
live-stale-title = Show the pilots whose data is out of date
live-title = Last answer: { $time }
quiet-hours-title = Quiet hours until { $time } by this computer's clock ({ $eve }). Only notifications that the settings allow pop up.
pause = Pause
pause-title = Stop polling and all notifications, Discord included
pause-meaning = No polling and no notifications, Discord included.
pause-hour = For 1 h
pause-tomorrow = Until tomorrow morning
pause-until-resumed = Until I resume
resume = Resume
resume-title = Start polling and sending alerts again
checking = Checking …
checked-quiet = Check finished: no alerts.
checked-alerting = Check finished: there are alerts, none critical.
checked-critical = Check finished: there are critical alerts.
checked-unknown = Check finished, but some data could not be read. A dashed ring marks what is out of date.

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
since = since { $time }
new-since = { $n } new, since { $time }
why-since = { $why }, since { $time }
new-mark = New
new-in-part = { $n } new
acknowledged-in-part = { $n } acknowledged
mark-seen = Mark all as seen
mark-seen-title = Nothing that alerts now is marked as new any more. It acknowledges nothing.
hulls-of = Ships of { $main }
column-hull = Ship
column-system = System
column-place = Place
column-seen = Seen
column-main = Main
type-and-class = { $type }, { $class }
flown = Flown by its pilot
system-unknown = system unknown
system-in-region = { $system }, { $region }
place-unknown = place unknown
live-silent = No connection to CapTrack
called-over = This alert is resolved.
called-over-main = { $main } has no open alerts any more.

## Snoozing

clear = Clear
clear-whom = Clear the snooze of { $whom }
note-title = { $note } ({ $time })
snooze-note-some = { $n ->
    [one] 1 pilot snoozed { $end }
   *[other] { $n } pilots snoozed, the first { $end }
}

## Acknowledging

take-back = Undo
take-back-main = Undo the acknowledgement of { $main }
take-back-meaning = Alerts for this main will be sent again.
seen-by = acknowledged by { $by }
seen-by-why = acknowledged by { $by }, “{ $why }”

## Putting pilots under mains

main-of = { $pilot } is under { $main }. Choose another main
announced-critical = { $more ->
    [0] New critical alert: { $names }
   *[other] New critical alert: { $names } and { $more } more
}
came-in-above = { $n ->
    [one] 1 new above
   *[other] { $n } new above
}
drag-title = Drag to put { $pilot } under another main
drag = { $pilot }: drop on a main's card

## Finding

filters = Filters
filters-in-use = Active filters
filter-corporation-all = All corporations
filter-region = Region
filter-region-all = All regions
filter-class = Class
filter-class-all = All classes
filter-level-all = All levels
filter-stale = Out of date
filter-stale-title = Only ships with no recent data
filter-by = Filter by { $filter }
filter-chosen = { $filter }: { $value }
filter-find = Find: { $filter }
filter-type = Type to search
filter-nothing = No match.
filter-more = { $n ->
    [one] One more: type part of its name.
   *[other] { $n } more: type part of the name.
}
filter-not = not { $filter }
filter-take-out = Remove the filter { $filter }
filter-unknown = There is no filter “{ $filter }”. Use one of { $filters }.
filter-no-value = “{ $filter }:” needs a value right after it, such as class:titan.
filter-yes-or-no = “{ $filter }” takes yes or no. Type { $filter }:yes or { $filter }:no.
filter-no-such-level = There is no such level. Use one of { $levels }.
matched = { $n } of { $hulls }
group-by = Group cards by
group-main = Main
group-main-meaning = One card for each main
group-system = System
group-system-meaning = One card for each solar system
group-region = Region
group-region-meaning = One card for each region

## The first screen

welcome = Know where your capitals are
welcome-what = CapTrack watches the capital ships of the pilots you sign in: where they are, who flies them, and when a titan undocks. It stays in the tray and alerts you there, and on Discord if you like.
welcome-auth = Does your alliance run AllianceAuth?
welcome-auth-what = If its admin has installed the CapTrack bridge, one token shows every member's capital ships. Nobody else has to sign in.
welcome-auth-connect = Connect AllianceAuth
welcome-demo = Just looking around? The demo shows an invented alliance and needs no account. It opens in its own window, and everything in it is deleted when you quit it.
welcome-demo-show = Show the demo

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

## Several at once

selected = Selected
selected-cards = { $n ->
    [one] 1 card selected
   *[other] { $n } cards selected
}
selected-rows = { $n ->
    [one] 1 row selected
   *[other] { $n } rows selected
}
selected-both = { $cards ->
    [one] 1 card
   *[other] { $cards } cards
} and { $rows ->
    [one] 1 row
   *[other] { $rows } rows
} selected
selected-pilots = { $n ->
    [one] 1 selected pilot
   *[other] { $n } selected pilots
}
selected-mains = { $n ->
    [one] 1 main
   *[other] { $n } mains
}
selected-nothing-alerts = Nothing selected has alerts to acknowledge
selected-snooze = Snooze …
selected-acknowledge = Acknowledge …
select-nothing = Select nothing
select-card = Select { $card }
select-row = Select { $type } of { $pilot }
