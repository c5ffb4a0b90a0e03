### CapTrack Desktop, English. The words of the field, and what several features say.
### Hulls, pilots and mains are what EVE's players call them. Sentences say what happened and what to do next.

## The program and its windows

program = CapTrack Desktop

## Ages, times, lengths of time

age-seconds = { $n } s
age-minutes = { $n } min
age-hours = { $hours } h { $minutes }
age-many-hours = { $n } h
age-days = { $n } d
time-exact = { $time } EVE
time-today = { $time } EVE
time-other-day = { $day } { $month } { $time } EVE
month-1 = Jan
month-2 = Feb
month-3 = Mar
month-4 = Apr
month-5 = May
month-6 = Jun
month-7 = Jul
month-8 = Aug
month-9 = Sep
month-10 = Oct
month-11 = Nov
month-12 = Dec
length-minutes = { $n } min
length-hours = { $n } h
length-days = { $n } days

## Levels

level-critical = Critical
level-alerting = Alerting
level-informational = Informational
level-snoozed = Snoozed
level-unclassified = Unclassified
level-tracked = Tracked

## Classes: counted, of one hull, as a row of the rules

count-titan = { $n ->
    [one] { $n } titan
   *[other] { $n } titans
}
count-supercarrier = { $n ->
    [one] { $n } supercarrier
   *[other] { $n } supercarriers
}
count-dreadnought = { $n ->
    [one] { $n } dreadnought
   *[other] { $n } dreadnoughts
}
count-lancer-dreadnought = { $n ->
    [one] { $n } lancer
   *[other] { $n } lancers
}
count-carrier = { $n ->
    [one] { $n } carrier
   *[other] { $n } carriers
}
count-command-carrier = { $n ->
    [one] { $n } command carrier
   *[other] { $n } command carriers
}
count-force-auxiliary = { $n ->
    [one] { $n } force auxiliary
   *[other] { $n } force auxiliaries
}
count-capital-industrial = { $n ->
    [one] { $n } industrial
   *[other] { $n } industrials
}
count-jump-freighter = { $n ->
    [one] { $n } jump freighter
   *[other] { $n } jump freighters
}
count-freighter = { $n ->
    [one] { $n } freighter
   *[other] { $n } freighters
}
count-unclassified = { $n } unclassified
count-named = { $n } { $name }

class-titan = titan
class-supercarrier = supercarrier
class-dreadnought = dreadnought
class-lancer-dreadnought = lancer
class-carrier = carrier
class-command-carrier = command carrier
class-force-auxiliary = force auxiliary
class-capital-industrial = industrial
class-jump-freighter = jump freighter
class-freighter = freighter
class-unclassified = unclassified

classes-titan = Titans
classes-supercarrier = Supercarriers
classes-dreadnought = Dreadnoughts
classes-lancer-dreadnought = Lancer dreadnoughts
classes-carrier = Carriers
classes-command-carrier = Command carriers
classes-force-auxiliary = Force auxiliaries
classes-capital-industrial = Capital industrials
classes-jump-freighter = Jump freighters
classes-freighter = Freighters
classes-unclassified = Unclassified capitals

## The bar at the top

quiet-hours = Quiet until { $time } local time
check-now = Check now

## Cards and rows

corporation-unknown = Corporation not known yet
column-pilot = Pilot
column-why = Why
column-actions = Actions

## Snoozing

snooze-for = for { $length }
snooze-until-cleared = until cleared
until = until { $time }
snoozed-until-cleared = until cleared
snooze-note = { $end }, by { $by }
snooze-note-why = { $end }, by { $by }, “{ $why }”

## Putting pilots under mains

drag-under = { $pilot } under { $main }

## Finding

filter-corporation = Corporation
filter-level = Level

## Signing in

client-id-why = EVE lets a program ask for a sign-in only under the client id of an application that somebody has registered. It is free, takes a minute, and is no secret.

## Settings

refused-next-try = { $why } CapTrack tries again automatically, next at { $time }.
refused-sign-in-again = { $why } Sign in again.
sign-out = Sign out
mode-always = Always
mode-threshold = Threshold
mode-track-only = Track
mode-ignore = Ignore
mode-always-meaning = Every ship alerts, and is critical.
mode-threshold-meaning = Alerts when that many are under one main.
mode-track-only-meaning = Shown on the dashboard, never alerts.
mode-ignore-meaning = Not shown at all.

## Settings: places

list = Listed places

## Settings: files

file-looking = Reading …

## The pages of the main window

time-day = { $day } { $month } { $time }

## Pilots and coverage

belongs = { $corporation }, { $alliance }
left-auth = left AllianceAuth

## The activity log

column-time = Time
column-what = What
