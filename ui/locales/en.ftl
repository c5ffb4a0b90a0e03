### CapTrack Desktop, English.
### Hulls, pilots and mains are what EVE's players call them. Sentences say what happened and what to do next.

## The program and its windows

program = CapTrack Desktop
dashboard = Dashboard
settings = Settings
rail = Pages
open-settings = Open settings
undo = Undo
put-away = Put away
cancel = Cancel
save = Save
copy = Copy
copy-name = Copy: { $name }
copied = Copied: { $name }.
not-copied = { $name } could not be copied: select the text and press Ctrl+C.
try-again = Try again
stale = out of date
edited = Edited, not saved yet
needs-you = Something needs you here

## When the page gets no sensible answer

refusal-no-desk = This page belongs to the CapTrack Desktop program and shows nothing without it: start the program and open it from there.
refusal-garbled = The program's answer could not be understood: restart CapTrack Desktop, and report it if it happens again.

## Ages, times, lengths of time

age-seconds = { $n } s
age-minutes = { $n } min
age-hours = { $hours } h { $minutes }
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
count-stale = { $n } out of date

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
pause = Pause
pause-title = Stop asking EVE and telling anybody until you resume
resume = Resume
resume-title = Ask EVE again and tell what alerts
check-now = Check now
checking = Checking …
checked-quiet = Checked: nothing alerts.
checked-alerting = Checked: something alerts, nothing is critical.
checked-critical = Checked: something critical stands.
checked-unknown = Not everything could be read: what is out of date is marked with a dashed ring.

## Banners

banner-paused = Monitoring is paused: EVE is not asked and nobody is told anything.
banner-demo = This is the demo: the alliance is invented, nothing here is real, and all of it is thrown away at the end.
banner-other-servers = Other servers than EVE's own are in use: { $servers }
banner-sign-in-again = { $others ->
    [0] { $pilot } must sign in again; until then their capitals are shown as they were last seen.
    [one] { $pilot } and one other pilot must sign in again; until then their capitals are shown as they were last seen.
   *[other] { $pilot } and { $others } other pilots must sign in again; until then their capitals are shown as they were last seen.
}
banner-relay-waiting = { $trouble } { $n ->
    [one] One message waits and will be sent later.
   *[other] { $n } messages wait and will be sent later.
}

## Cards and rows

mains-in-part = { $n ->
    [one] One main
   *[other] { $n } mains
}
belongs = { $corporation } · { $alliance }
corporation-unknown = Corporation not known yet
hulls-of = Capitals of { $main }
column-pilot = Pilot
column-hull = Hull
column-system = System
column-place = Place
column-seen = Seen
column-why = Why
column-snooze = Snooze
type-and-class = { $type }, { $class }
flown = Flown by its pilot
system-unknown = system not known
system-in-region = { $system }, { $region }
place-unknown = place not known
seen-fresh = Seen { $time }
seen-stale = Last seen { $time }; what is known may be out of date
seen-never = Last seen { $time }; its source has not answered yet

## Snoozing

snooze = Snooze
snooze-whom = Snooze { $whom }
whom-card = { $pilots ->
    [one] the pilot of { $main }
   *[other] all { $pilots } pilots of { $main }
}
snooze-for = for { $length }
snooze-until-cleared = until cleared
snooze-reason = Reason (optional)
snooze-reason-example = on deployment
snooze-clear = Clear the snooze
clear = Clear
clear-whom = Clear the snooze of { $whom }
snoozed-until = until { $time }
snoozed-until-cleared = until cleared
snooze-note = { $end }, by { $by }
snooze-note-why = { $end }, by { $by }, “{ $why }”
snooze-note-title = { $note } ({ $time })
snooze-note-some = { $n ->
    [one] 1 pilot snoozed { $end }
   *[other] { $n } pilots snoozed, the first { $end }
}
told-snoozed = Snoozed { $length }: { $whom }.
told-cleared = No longer snoozed: { $whom }.

## In place of cards

loading = Loading
no-dashboard = There is nothing to show yet
all-quiet = { $hulls ->
    [one] Nothing alerts. One capital is watched.
   *[other] Nothing alerts. { $hulls } capitals are watched.
}
state-starting = Reading ships and assets
state-starting-how = { $n ->
    [one] EVE is asked what your pilot flies and owns. The first answers take up to a minute; nothing alerts before they are complete.
   *[other] EVE is asked what your { $n } pilots fly and own. The first answers take up to a minute; nothing alerts before they are complete.
}
state-offline = Nothing answers
state-offline-how = Check your network. CapTrack keeps asking by itself and shows capitals as soon as EVE answers.
state-paused = Monitoring is paused
state-paused-how = Resume it at the top right to see capitals again.
state-downtime = EVE is in its daily downtime
state-downtime-how = It begins at 11:00 EVE and takes some minutes. CapTrack goes on by itself afterwards.
state-empty = No capital is known
state-empty-how = { $n ->
    [one] Your pilot neither flies nor owns one. When that changes it appears here; there is nothing else to do.
   *[other] None of your { $n } pilots flies or owns one. When that changes it appears here; there is nothing else to do.
}

## The first screen

welcome = Know where your capitals are
welcome-what = CapTrack watches the capitals of the pilots you sign in: where they are, who flies them, and when a titan undocks. It stays in the tray and tells you, and Discord if you like.
welcome-demo = Only looking around? The demo shows an invented alliance and needs no account. Start it from a terminal:
demo-command = The command that starts the demo

## Signing in

sign-in = Sign in with EVE Online
sign-in-starting = Opening the browser …
sign-in-waiting = Your browser has EVE's sign-in page
sign-in-waiting-how = Choose the character there. This page goes on by itself when EVE sends the answer back; after some minutes it gives up.
sign-in-open-again = Open the page again
sign-in-copy-address = Copy its address
sign-in-address = The address of EVE's sign-in page
signed-in = { $pilot } is signed in. Their capitals appear within a minute.
consent = By signing in, the pilot agrees that this program reads their location, ship, online state, assets and the names of structures they can dock at, for as long as they stay signed in. Sign in only characters of your own, or of somebody who knows about this and has agreed to it.
client-id = Client id
client-id-needed = First, a client id
client-id-why = EVE lets a program ask for a sign-in only under the client id of an application that somebody has registered. It is free, takes a minute, and is no secret.
client-id-step-open = Sign in at EVE's developer site and create an application there. Its name is up to you.
client-id-open = EVE's applications
client-id-step-callback = Give it this callback URL, exactly as it is:
client-id-step-scopes = Give it these scopes:
client-id-step-paste = Paste the client id that it shows you:
client-id-example = 32 letters and digits
client-id-none = Without one nobody can sign in.
client-id-own-in-force = This client id is yours and in use.
client-id-default-in-force = In use is the one that came with the program: { $id }. Set your own here if you have registered an application.
client-id-use-default = Use the default
client-id-saved = The client id is saved. Pilots can sign in now.
client-id-default = The client id is the default one again.
callback-url = Callback URL
callback-url-what = The application behind the client id must name exactly this one.
scopes = Scopes
scopes-what = What EVE is asked to let this program read. It never writes anything.
copy-scopes = Copy all

## Settings

settings-hint = Rules and durations apply on Save, everything else at once.
section-sign-in = Sign-in
section-sign-in-lead = The pilots whose capitals are watched. Each signs in with EVE Online in the browser; this program never sees a password.
section-alert-rules = Alert rules
section-alert-rules-lead = What a hull has to be, or how many have to be under one main, before anybody is told. The same rules drive the dashboard, notifications and Discord.
section-snoozing = Snoozing
section-snoozing-lead = A snoozed pilot alerts nobody until the snooze ends. These are the lengths to choose from, here and on notifications, which show the first three.
section-notifications = Notifications
section-notifications-lead = What the desktop shows while the window is closed, and when the program starts.
section-discord = Discord
section-discord-lead = What alerts can be told to a Discord channel through a webhook. Only what alerts is sent, and every message once.
section-appearance = Appearance
section-appearance-lead = Dark, light, or as the desktop has it.
section-data = Data and privacy
section-data-lead = What this program knows, where it keeps it, and how it goes away again.
section-about = About
section-about-lead = Early warning of an alliance's own capital ships.

pilots-heading = { $n ->
    [0] Signed in
    [one] One pilot is signed in
   *[other] { $n } pilots are signed in
}
pilots-none = Nobody yet. Sign in the first pilot; more can follow.
pilot-hulls = { $n ->
    [0] no capitals
    [one] { $n } capital
   *[other] { $n } capitals
}
pilot-signed-in = Signed in
pilot-since = Since { $time }
pilot-needs-sign-in = Must sign in again
sign-out = Sign out
sign-out-whom = Sign out { $pilot }
sign-out-question = Sign out { $pilot }? Their access is revoked where EVE allows it, and everything of theirs is deleted here: capitals, places, snoozes and alerts. This cannot be undone.
sign-out-yes = Delete all and sign out
sign-out-no = Keep
signed-out = { $pilot } is signed out and everything of theirs is deleted.
signed-out-remains = { $pilot } is signed out and everything of theirs is deleted here. { $remains }
authorized-apps = Authorized apps at EVE

rules-class = Class
rules-groups = Groups
rules-groups-title = The groups of EVE's static data that make the class
rules-any-other = any other
rules-mode = Mode
rules-at-least = At least
rules-default = Back to the default modes
mode-of = Mode of { $classes }
threshold-of = Threshold of { $classes }
one-less = One less: { $name }
one-more = One more: { $name }
mode-always = Always
mode-threshold = Threshold
mode-track-only = Track
mode-ignore = Ignore
mode-always-meaning = Every hull alerts, and is critical.
mode-threshold-meaning = Alerts when that many are under one main.
mode-track-only-meaning = Shown on the dashboard, never alerts.
mode-ignore-meaning = Not shown at all.
changes-unsaved = { $n ->
    [one] One change is not in force yet.
   *[other] { $n } changes are not in force yet.
}
changes-saved = { $n ->
    [one] The change is in force.
   *[other] { $n } changes are in force.
}
save-changes = { $n ->
    [one] Save 1 change
   *[other] Save { $n } changes
}
discard = Discard
policy-threshold = { $classes }: the threshold must be a whole number from 1 to 1000.
policy-group-in-two-classes = Group { $group } is in two classes, { $first } and { $second }: leave it in one.
policy-empty-scope = “Only in the listed places” needs at least one place: add one.
policy-snooze-length = A snooze lasts between 5 minutes and 30 days: choose another length.
policy-too-many-snoozes = Six snooze durations are the most: remove one first.

durations = Durations on offer
duration = New duration
duration-unit = Unit of the new duration
duration-add = Add
duration-remove = Remove { $length }
duration-fixed = Always on offer
duration-limits = From 5 minutes to 30 days, six at most.
duration-no-number = Type a whole number, such as 3.
duration-there = That duration is on offer already.
unit-minutes = minutes
unit-hours = hours
unit-days = days

notify-critical = Critical alerts
notify-critical-meaning = One notification for each main with something critical, replaced when things change and closed when they are over. It can be snoozed where it stands.
notify-alerting = Alerting as well
notify-alerting-meaning = Also when a threshold is reached.
autostart = Start with the desktop
autostart-meaning = The program starts hidden in the tray when you log in.

relay = This desk relays to Discord
relay-meaning = While it is off, nothing is sent from here. One desk of an alliance is enough: two would tell everything twice.
webhook-critical = Critical webhook
webhook-critical-meaning = Hears of what always alerts, such as titans and supercarriers.
webhook-standard = Standard webhook
webhook-standard-meaning = Hears of thresholds that are reached.
webhook-url = Webhook URL, from the channel's integrations in Discord
webhook-replace = Another webhook URL
webhook-example = https://discord.com/api/webhooks/…
webhook-test = Send a test
webhook-clear = Remove
webhook-saved = The webhook is kept.
webhook-cleared = The webhook is removed.
webhook-not-set = Not set
webhook-in-use = In use
webhook-relay-off = Set, but the relay is off
webhook-trouble = Not in use
webhook-delivered = Last message taken { $age } ago.
webhook-never-delivered = No message has been taken yet.
webhook-waiting = { $n ->
    [one] One message waits.
   *[other] { $n } messages wait.
}

theme = Appearance
theme-system = As the desktop
theme-dark = Dark
theme-light = Light

data-where = On this computer
data-folder = Data folder
data-folder-what = Capitals, places, snoozes, alerts and settings lie there, in a database without any secret in it.
data-secrets = Secrets
data-secrets-what = EVE's refresh tokens and the webhook URLs lie there and nowhere else. Access tokens are kept in memory only.
data-read = What is read
data-read-what = For every signed-in pilot: location, ship, online state, assets, corporation and alliance, and the names of the structures they lie in. Of assets only capitals are kept.
data-sent = What leaves this computer
data-sent-what = Questions to EVE's servers, pictures from EVE's image server, and, if you turn the relay on, messages about what alerts to your own Discord webhooks. Nothing else, to nobody else.
data-forgotten = How it goes away
data-forgotten-what = Signing a pilot out deletes everything of theirs at once and asks EVE to revoke the access. You can also withdraw it at EVE at any time.

about-version = Version { $version }
about-source = Source code
about-licence = Licence
about-licence-what = Free software under the MIT licence: use, change and share it as you like; it comes without any warranty.
about-font = The typeface is Inter, by the Inter Project Authors, under the SIL Open Font License 1.1.
about-ccp = EVE Online
about-ccp-notice = © CCP hf. All rights reserved. “EVE”, “EVE Online”, “CCP”, and all related logos and images are trademarks or registered trademarks of CCP hf.
about-ccp-independent = CapTrack Desktop is made by players. CCP hf. neither endorses it nor answers for it.
