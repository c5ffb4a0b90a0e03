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
needs-you = Needs your attention

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
quiet-hours = Quiet until { $time }
quiet-hours-title = Quiet hours until { $time }: only the notifications that the settings let through pop up.
pause = Pause
pause-title = Stop polling and all notifications, Discord included, until you resume
resume = Resume
resume-title = Poll and send alerts again
check-now = Check now
checking = Checking …
checked-quiet = Check finished: nothing alerts.
checked-alerting = Check finished: some mains have alerts, none is critical.
checked-critical = Check finished: there are critical alerts.
checked-unknown = Check finished, but not everything could be read: what is out of date is marked with a dashed ring.

## Banners

banner-paused = Monitoring is paused: nothing is polled and no alerts are sent until you resume.
banner-more = { $n ->
    [one] One more problem
   *[other] { $n } more problems
}
banner-all-shown = All problems are shown.
banner-all = Show all
banner-fewer = Show fewer
banner-demo = This is the demo: the alliance is invented, nothing here is real, and all of it is thrown away at the end.
banner-other-servers = Other servers than EVE's own are in use: { $servers }
banner-relay-waiting = { $trouble } { $n ->
    [one] One message waits and will be sent later.
   *[other] { $n } messages wait and will be sent later.
}

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
corporation-unknown = Corporation not known yet
hulls-of = Capitals of { $main }
column-pilot = Pilot
column-hull = Hull
column-system = System
column-place = Place
column-seen = Seen
column-why = Why
column-main = Main
column-actions = What can be done
type-and-class = { $type }, { $class }
flown = Flown by its pilot
system-unknown = system not known
system-in-region = { $system }, { $region }
place-unknown = place not known
seen-fresh = Seen { $time }
seen-stale = Last seen { $time }; what is known may be out of date
seen-never = Last seen { $time }; its source has not answered yet

silent = No connection to CapTrack for at least 15 seconds. What you see may be out of date. If this does not pass, restart CapTrack.
live-silent = No connection to CapTrack
called-over = That alert is over.
called-over-main = Nothing alerts under { $main } any more.

## Snoozing

snooze = Snooze
snooze-whom = Snooze { $whom }
whom-card = { $pilots ->
    [one] the pilot of { $main }
   *[other] all { $pilots } pilots of { $main }
}
whom-place = { $pilots ->
    [one] the pilot with capitals in { $place }
   *[other] all { $pilots } pilots with capitals in { $place }
}
snooze-for = for { $length }
snooze-until-cleared = until cleared
reason = Reason (optional)
snooze-reason-example = on deployment
snooze-clear = Clear the snooze
clear = Clear
clear-whom = Clear the snooze of { $whom }
snoozed-until = until { $time }
snoozed-until-cleared = until cleared
snooze-note = { $end }, by { $by }
snooze-note-why = { $end }, by { $by }, “{ $why }”
note-title = { $note } ({ $time })
snoozed-now = Snoozed { $note }. What you choose takes its place.
snooze-note-some = { $n ->
    [one] 1 pilot snoozed { $end }
   *[other] { $n } pilots snoozed, the first { $end }
}
told-snoozed = Snoozed { $length }: { $whom }.
told-cleared = No longer snoozed: { $whom }.
snooze-question = Snooze { $whom } { $length }?
snooze-question-ships = { $ships ->
    [one] 1 ship
   *[other] { $ships } ships
}
snooze-question-not-only-here = { $pilots ->
    [one] 1 pilot with { $ships } stops alerting everywhere, not only here.
   *[other] { $pilots } pilots with { $ships } stop alerting everywhere, not only here.
}
snooze-question-everywhere = { $pilots ->
    [one] 1 pilot with { $ships } stops alerting everywhere.
   *[other] { $pilots } pilots with { $ships } stop alerting everywhere.
}
snooze-question-critical = Critical now: { $words }.
snooze-question-none-critical = None of their ships is critical now.
snooze-question-elsewhere = In other places: { $places }.
snooze-question-places = The ships are: { $places }.
snooze-question-place = { $n } in { $place }
snooze-question-place-all-critical = { $n } critical in { $place }
snooze-question-place-some-critical = { $n } in { $place } ({ $critical } critical)
snooze-question-more-places = { $n } more elsewhere
snooze-confirm = { $pilots ->
    [one] Snooze 1 pilot
   *[other] Snooze { $pilots } pilots
}
undone = Undone.
undone-but = Undone, except for { $pilots }: someone changed that snooze since then.
undone-but-by = Undone, except for { $pilots }: { $by } changed that snooze since then.
names-and-more = { $names } and { $n } more

## Acknowledging

acknowledge = Acknowledge
acknowledge-main = Acknowledge what alerts under { $main }
acknowledge-meaning = Silent until a further capital alerts under this main or all of it is over. It is no snooze: the card stays where it is.
acknowledge-reason-example = op in Fountain
take-back = Take back
take-back-main = Take back the acknowledgement of { $main }
take-back-meaning = What alerts under this main is told again.
seen-by = seen by { $by }
seen-by-why = seen by { $by }, “{ $why }”
told-acknowledged = Acknowledged: { $main }.
told-taken-back = No longer acknowledged: { $main }.

## Putting pilots under mains

main-of = { $pilot } is under { $main }. Put them under another main
main-find = Put { $pilot } under another main
main-put = Put under another main
main-name = A part of the main's name
main-nobody = No watched pilot has a name like this.
main-own = Make them their own main
drag = { $pilot }: let go on a main's card
drag-under = { $pilot } under { $main }
put-under = Put under
put-under-question = Put { $pilot } under { $main }?
put-under-meaning = Thresholds count the capitals of both together from then on.
told-put-under = { $pilot } is under { $main } now.
told-own-main = { $pilot } is their own main now.

## Finding

search = Search pilots, mains, hulls, places and corporations
search-example = Pilot, hull, system, class:titan …
search-clear = Clear the search
filters = Filters
filters-in-use = Filters in use
filter-corporation = Corporation
filter-corporation-all = All corporations
filter-region = Region
filter-region-all = All regions
filter-class = Class
filter-class-all = All classes
filter-level = Level
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
nothing-matches = No hull matches “{ $search }”
nothing-matches-how = Every word and every filter must hold. Take one out, or clear the search.
nothing-matches-hidden = { $n ->
    [one] One hull matches, but it stands in a part of the board that you have turned off in the settings.
   *[other] { $n } hulls match, but they stand in parts of the board that you have turned off in the settings.
}
all-hidden-how = The parts of the board that they stand in are turned off in the settings.

## Keys of the main window

keys = Keys
key-search = Search
key-go = Go to the next card or row
key-ends = Go to the first or the last
key-open = Open the card, go into its rows
key-close = Leave the rows, close the card
key-enter = Open or close the card
key-snooze = Snooze the card or the row's pilot
key-acknowledge = Acknowledge the card, or take that back
key-main = Put the row's pilot under another main
key-group = Cards by main, system or region
key-escape = Clear the search, leave a panel
key-notices = Go to the message at the bottom (such as Undo), and back
key-help = These keys

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
welcome-auth = Does your alliance run AllianceAuth?
welcome-auth-what = Where its admin has installed the CapTrack bridge, one token shows every member's capitals and nobody else has to sign in.
welcome-auth-connect = Connect AllianceAuth
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

settings-hint = Rules, places, snoozes and reminders apply on Save, everything else at once.
section-sign-in = Sign-in
section-sign-in-lead = The pilots whose capitals are watched. Each signs in with EVE Online in the browser; this program never sees a password.
section-allianceauth = AllianceAuth
section-allianceauth-lead = One token shows the whole alliance: every member's capitals as AllianceAuth knows them, under the mains it knows, beside whoever signs in with EVE here.
section-alert-rules = Alert rules
section-alert-rules-lead = What a hull has to be, or how many have to be under one main, before anybody is told. The same rules drive the dashboard, notifications and Discord.
section-places = Places
section-places-lead = Where a hull has to be before it alerts. Anywhere else it is shown on the dashboard and nobody is told.
section-snoozing = Snooze and repeat
section-snoozing-lead = For how long a pilot can be silenced, whether what still stands is told again, and how long news is gathered.
section-notifications = Notifications
section-notifications-lead = What the desktop shows while the window is closed, when it had better not, and when the program starts.
section-discord = Discord
section-discord-lead = What alerts can be told to a Discord channel through a webhook. Only what alerts is sent, and every message once.
section-appearance = Window
section-appearance-lead = How the windows look, and what the dashboard shows at first.
section-data = Data and files
section-data-lead = Settings and mains as files; what this program knows, where it keeps it, and how it goes away again.
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
pilot-needs-sign-in = Sign in again
pilot-refused = Sign-in refused
refused-next-try = { $why } CapTrack tries again automatically, next at { $time }.
refused-sign-in-again = { $why } Sign in again.
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
rules-no-group = none
rules-more = Name and groups
rules-mode = Mode
rules-at-least = At least
rules-default = All classes back to default
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
policy-empty-scope = “Only in the list” needs at least one place: add one, or alert everywhere.
policy-snooze-length = A snooze lasts between 5 minutes and 30 days: choose another length.
policy-too-many-snoozes = Six snooze durations are the most: remove one first.

durations = Snooze durations
durations-what = The lengths to choose from, here and on notifications, which show the first three.
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

relay = Relay alerts to Discord
relay-meaning = While this is off, this computer sends nothing to Discord. One CapTrack of an alliance is enough: two would send everything twice.
webhook-critical = Critical webhook
webhook-critical-meaning = Receives alerts for classes set to Always, such as titans and supercarriers.
webhook-standard = Standard webhook
webhook-standard-meaning = Receives alerts for thresholds that are reached.
webhook-url = Webhook URL, from the channel's integrations in Discord
webhook-replace = Another webhook URL
webhook-example = https://discord.com/api/webhooks/…
webhook-test = Send a test
webhook-clear = Remove
webhook-clear-more = Remove …
webhook-clear-question-critical = Remove this address? Critical alerts no longer reach Discord through it, and CapTrack cannot show the address again: to use it later you have to copy it from Discord once more.
webhook-clear-question-standard = Remove this address? Threshold alerts no longer reach Discord through it, and CapTrack cannot show the address again: to use it later you have to copy it from Discord once more.
webhook-saved = Webhook saved.
webhook-cleared = Webhook removed.
webhook-not-set = Not set
webhook-in-use = In use
webhook-relay-off = Set, but the relay is off
webhook-trouble = Refused
webhook-delivered = Last message delivered { $age } ago.
webhook-never-delivered = No message delivered yet.
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
data-secrets-what = EVE's refresh tokens, AllianceAuth's token and the webhook URLs lie there and nowhere else. Access tokens are kept in memory only.
data-read = What is read
data-read-what = For every signed-in pilot: location, ship, online state, assets, corporation and alliance, and the names of the structures they lie in. Of assets only capitals are kept. Where AllianceAuth is connected, also the capitals and mains of everybody whom you may see there, and when they were read.
data-sent = What leaves this computer
data-sent-what = Questions to EVE's servers, pictures from EVE's image server, and, if you turn the relay on, messages about what alerts to your own Discord webhooks. Where AllianceAuth is connected, also questions to it, your snoozes and acknowledgements, and the rules that you publish. Nothing else, to nobody else.
data-forgotten = How it goes away
data-forgotten-what = Signing a pilot out deletes everything of theirs at once and asks EVE to revoke the access. You can also withdraw it at EVE at any time. Disconnecting AllianceAuth revokes its token, and deletes it and everybody who is known through it alone.

about-version = Version { $version }
about-source = Source code
about-licence = Licence
about-licence-what = Free software under the MIT licence: use, change and share it as you like; it comes without any warranty.
about-font = The typeface is Inter, by the Inter Project Authors, under the SIL Open Font License 1.1.
about-ccp = EVE Online
about-ccp-notice = © CCP hf. All rights reserved. “EVE”, “EVE Online”, “CCP”, and all related logos and images are trademarks or registered trademarks of CCP hf.
about-ccp-independent = CapTrack Desktop is made by players. CCP hf. neither endorses it nor answers for it.

## Settings: rules

settings-title = CapTrack Desktop settings
locked = Shown read-only. { $why }
locked-published = Published on { $server } for all desks, and shown read-only. { $why }
rules-published = Published on { $server } for all desks; saving publishes.
locked-in-part = What you may not change is shown read-only. { $why }
and-more = and { $n } more
discarded = The changes are discarded.
banner-from-before = { $n ->
    [one] One change from before is not in force yet.
   *[other] { $n } changes from before are not in force yet.
}
from-before-go-on = Go on editing
monitoring = Monitoring
monitoring-meaning = While it is off, EVE is not asked and nobody is told anything; what is known stays on the dashboard.
rule-more = Name and groups of { $classes }
rule-name = Another name for { $classes }
rule-name-hint = For one and for several alike, on the dashboard, in notifications and on Discord. Empty: as New Eden calls them.
rule-groups-of = Groups of { $classes }
rule-groups-none = No group: nothing is of this class.
rule-groups-unclassified = Capitals of every group that no class lists.
rule-groups-industrial = These are the industrial groups.
rule-default = Back to default
rule-default-of = { $classes } back to default
group-add = Add
group-number = Add a group by its number
group-number-only = Group { $id }
group-hint = As EVE's static data numbers groups of ships, such as 485.
group-no-number = Type the number of a group, such as 485.
group-there = { $group } is in this class already.
group-elsewhere = { $group } is in { $classes }. Move it here?
group-move-here = Move it here
group-leave = Leave it there
group-looking = Looking it up …
group-menu = Move { $group } to another class
group-move-to = Move { $group } to
group-remove = Take { $group } out of { $classes }; its hulls become unclassified
policy-unknown-place-set = There is no set of places called “{ $name }”: save one, or take it off the list.
policy-place-set-name = A set of places needs a name of 1 to 40 characters.
policy-display-name = { $classes }: another name has 1 to 40 characters; leave it empty for none.
policy-left-alerts = Ships of pilots who left AllianceAuth can alert for a year at most: choose a shorter time.
policy-group-wait = News can be gathered for an hour at most: choose a shorter time.
policy-repeat-length = What still stands can be told again every 5 minutes at most: choose a longer interval.

## Settings: places

scope = Where hulls alert
scope-everywhere = Everywhere
scope-only-listed = Only in the list
scope-all-but-listed = All but the list
scope-everywhere-meaning = A hull alerts wherever it is. The list below is kept and not used.
scope-only-listed-meaning = A hull alerts when it is in a listed place.
scope-all-but-listed-meaning = A hull alerts unless it is in a listed place.
list = Listed places
list-none = Nothing is listed.
place-region = Region
place-constellation = Constellation
place-system = System
place-number = { $kind } { $id }
place-in = { $kind } in { $region }
place-find = Add a region, constellation or system
place-find-example = Type a part of its name
place-none = Nothing in New Eden is called “{ $name }”.
place-there = Everything called “{ $name }” is listed already.
place-found = { $n ->
    [one] One place found
   *[other] { $n } places found
}
place-remove = Take out { $name }
sets = Sets of places
sets-what = Places that belong together under one name, such as home or hostile staging: listed with one click, and used again.
sets-none = There is no set yet.
set-places = { $n ->
    [0] no places
    [one] one place
   *[other] { $n } places
}
set-save-listed = Save as a set …
set-save-listed-what = The listed places become a set, which takes their place on the list.
save-set = Save set
set-name = Name of the set
set-name-new = Name of a new set
set-new = New set
set-name-taken = There is a set called “{ $name }” already.
set-rename = Rename
of-set = { $what }: { $name }
set-list = Add to list
set-unlist = Take off list
set-edit = Edit
set-edit-done = Done
set-show = Show
set-hide = Hide
set-delete = Delete
set-empty = No place yet.
never-known = A hull whose place was never known is in scope
never-known-meaning = Missing a titan is worse than one notice too many: until EVE has said where a hull is, it alerts as if it were in a place that counts.

## Settings: repeats

repeats = Reminders
repeats-what = What still stands can be told again: one silent message for all of it, never for what is out of date, snoozed or acknowledged.
repeat-critical = What is critical
repeat-alerting = Thresholds that are reached
repeat-never = Never
repeat-every = Every { $length }
repeat-own = At an interval of your own
repeat-minutes = Minutes from one to the next
repeat-limits = 5 or more.
left-alerts = Pilots who left AllianceAuth
left-alerts-what = A character that no longer belongs to an account on AllianceAuth is marked as left. Its ships can still alert for a while: a revoked token may be the first sign.
left-alerts-label = Their ships alert
left-alerts-never = Not at all
left-alerts-days = { $n ->
    [one] 1 day
   *[other] { $n } days
}
group-wait = Gathering
group-wait-what = News is gathered for a while so that ten alts make one message. What is critical waits 2 seconds at most.
group-wait-label = Gather everything else for
wait-none = not at all

## Settings: notifications and window

sound = Sound
sound-meaning = Notifications make the desktop's sound.
quiet-setting = Quiet hours
quiet-setting-meaning = Hours of every day in which nothing pops up.
quiet-same-day = Every day from { $from } to { $to }, by this computer's clock, nothing pops up here. The dashboard and Discord go on as always.
quiet-over-night = Every day from { $from } to { $to } on the next, by this computer's clock, nothing pops up here. The dashboard and Discord go on as always.
quiet-from = From
quiet-to = To
quiet-no-time = Type a time of the day, such as 22:30.
quiet-same = Quiet hours need two different times: change one, or turn them off.
quiet-critical = Critical breaks through
quiet-critical-meaning = What is critical pops up in quiet hours as well.
refresh = Refresh
refresh-label = Seconds between two questions
refresh-unit = seconds
refresh-meaning = Changes reach the window at once; this is how often it asks besides.
refresh-refused = The window can ask every { $n } seconds at most: choose { $n } or more.
open-parts = Open at first
open-parts-what = Cards of these parts show their hulls until somebody closes them.
remember-collapse = Cards stay as they were left
remember-collapse-meaning = Open or closed, also after a restart.
show-informational = Show what is only tracked
show-informational-meaning = Hulls that do not alert have a part of the dashboard.
show-unclassified = Show unclassified capitals
show-unclassified-meaning = Capitals of groups that no class lists have a part of the dashboard.

## Settings: preview

preview = If you save this
preview-none = Change a rule, and what that would do with what is known now is shown here. Nothing is in force before you save.
preview-lists = Which mains
preview-asking = Looking …
preview-count = { $now ->
    [0] No main alerts now
    [one] One main alerts now
   *[other] { $now } mains alert now
}, { $then ->
    [0] none would.
    [one] one would.
   *[other] { $then } would.
}
preview-same = Nothing changes: the same mains alert with the same hulls.
preview-begins = { $n ->
    [one] One main begins to alert
   *[other] { $n } mains begin to alert
}
preview-falls-silent = { $n ->
    [one] One main falls silent
   *[other] { $n } mains fall silent
}
preview-changes = { $n ->
    [one] One main alerts otherwise
   *[other] { $n } mains alert otherwise
}
preview-change = { $now } → { $then }

## Settings: AllianceAuth

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
auth-connect = Connect
auth-what = CapTrack asks every minute (every five minutes with an older bridge) and shows the age of what AllianceAuth has read. Snoozes and acknowledgements are shared with every other desk that is connected.
auth-needs = Its admin installs the plugin aa-captrack-bridge beside corptools and gives your account the permission “basic_access” of CapTrack Bridge. You see what you may see there in the browser, and nothing more.
auth-demo = The demo has an AllianceAuth of its own. It knows every pilot that you see here, and some more.
auth-demo-connect = Connect to it
auth-address-label = Address of your AllianceAuth
auth-address-example = https://auth.example.com
auth-sign-in = Sign in through AllianceAuth
auth-use-token = Use a token instead
auth-use-browser = Sign in through the browser instead
auth-token-label = Token
auth-token-hint = Made on AllianceAuth's CapTrack page and shown there once. It is kept among this desk's secrets and never shown again.
auth-connect-token = Connect
auth-trying = Trying the token and reading the capitals …
auth-connecting = Connecting to { $address } and reading the capitals …
auth-connected = Connected to { $server } as { $main }.
auth-waiting = Your browser has the page of { $address }
auth-waiting-how = Agree there, and the page leads back here by itself. If it does not, copy the code that it shows and paste it.
auth-code-label = Code from the page
auth-page-address = The address of AllianceAuth's page

auth-state-well = Connected
auth-state-new = Connecting
auth-state-trouble = Trouble
auth-needs-user = This does not pass by itself: put it right there, ask an admin, or give a new token. What it told last stays, with its age.
auth-waits = It is asked again automatically. What it told last stays, with its age, and nothing is lost.
auth-checking = Asking …
auth-address = Address
auth-as = As
auth-token = Token
auth-token-text = “{ $name }”, good until { $day }
auth-token-ends-soon = “{ $name }” ends in { $left }: make a new one
auth-token-ended = “{ $name }” has ended: make a new one
auth-may = It may
auth-may-see = See capitals
auth-may-snooze = See capitals, snooze and acknowledge
auth-may-publish = See capitals and publish rules
auth-may-all = See capitals, snooze, acknowledge, and publish rules
auth-told = Last answer
auth-told-text = { $age } ago
auth-told-never = not yet
auth-asked-now = being asked now
auth-asked-soon = about to be asked
auth-asked-in = asked again in { $left }
auth-told-and-next = { $told }, { $next }
auth-pilots = It tells of
auth-pilots-text = { $n ->
    [one] One pilot
   *[other] { $n-text } pilots
}, { $hulls ->
    [one] one capital
   *[other] { $hulls-text } capitals
}
auth-read = Assets read there
auth-read-text = between { $newest } and { $oldest } ago
auth-read-at-once = { $age } ago
auth-read-never = nothing yet
auth-lane = Ship and location
auth-lane-step = { $n ->
    [one] every { $every } for 1 ship
   *[other] every { $every } for { $ships } ships
}
auth-rhythm = Reads each character
auth-rhythm-text = about every { $every }
auth-rhythm-both = ship and location about every { $place }, assets about every { $assets }
auth-stale = Out of date
auth-stale-text = { $n ->
    [one] One pilot was read too long ago there, or never
   *[other] { $n } pilots were read too long ago there, or never
}: ask an admin to look at corptools
auth-missing = No longer told
auth-missing-text = { $n ->
    [one] One pilot, shown as last told and forgotten after a day
   *[other] { $n } pilots, shown as last told and forgotten after a day
}
auth-unsent = To be sent
auth-unsent-text = { $n ->
    [one] One snooze or acknowledgement that it has yet to be told
   *[other] { $n } snoozes and acknowledgements that it has yet to be told
}
auth-clock = Its clock
auth-clock-ahead = { $by } ahead of this computer's: ages are off until one of them is set right
auth-clock-behind = { $by } behind this computer's: ages are off until one of them is set right
auth-renew = New token …
auth-renew-heading = A new token
auth-renew-what = The connection and all that is known stay as they are. The old token is revoked on AllianceAuth.
auth-disconnect = Disconnect …
auth-disconnect-title = Disconnect from { $server }?
auth-disconnect-what = Pilots who are known through it alone are forgotten: their capitals, alerts and snoozes are deleted here, and nobody is told. Pilots who signed in with EVE stay, under the mains you give them.
auth-disconnect-token = The token is revoked on { $server } and deleted here.
auth-disconnect-yes = Forget and disconnect
auth-disconnect-no = Stay connected
auth-disconnected = Disconnected. { $remains }

auth-rules = Rules for all desks
auth-rules-none = No rules are published on { $server }: every desk has its own.
auth-rules-published = Rules are published on { $server }. Every desk follows them, and so does this one.
auth-rules-saving-publishes = What you save under Alert rules, Places, and Snooze and repeat is published at once.
auth-publish = Publish these rules for all desks …
auth-publish-title = Publish these rules for all desks?
auth-publish-what = Every desk that is connected to { $server } follows the rules in force here within five minutes, in place of its own. Who may not publish can look at them and not change them.
auth-publish-unsaved = Your unsaved changes are not part of it. Save them first, or afterwards.
auth-publish-yes = Publish
auth-take-back = Take back
auth-rules-published-now = These rules are published on { $server } for all desks.
auth-rules-taken-back = Nothing is published on { $server } any more. Every desk keeps the rules it has.

## Settings: files

file-settings = Settings as a file
file-settings-what = Rules, notifications and window as one TOML file, without any secret: to keep, to compare, or to take to another desk.
file-settings-drop = You see what it would change before anything is changed. The file can also be dropped on this window.
file-mains = Mains as a file
file-mains-what = Which pilot stands under which main, as a CSV file with the columns pilot_id and main_id.
file-mains-drop = You see who would move before anybody is moved. The file can also be dropped on this window.
file-export = Export
file-import = Import …
file-looking = Reading …
file-saved = Saved as { $path }.
file-unknown = “{ $name }” is neither settings (.toml) nor mains (.csv): choose another file.
file-too-large = “{ $name }” is far too large for settings or mains: choose another file.
file-unreadable = “{ $name }” could not be read: check that it is still there.
drop-here = Drop the file to see what it would change
import-title = What { $name } would change
import-refused = This file cannot be used
import-nothing = Nothing: everything in it is so already.
import-setting = Setting
import-old = Now
import-new = Then
import-pilot = Pilot
import-main-old = Main now
import-main-new = Main then
import-apply = { $n ->
    [one] Apply 1 change
   *[other] Apply { $n } changes
}
import-leave = Leave everything as it is
import-close = Close
import-settings-applied = { $n ->
    [one] One setting from the file is in force.
   *[other] { $n } settings from the file are in force.
}
import-mains-applied = { $n ->
    [one] One pilot has come under another main.
   *[other] { $n } pilots have come under another main.
}
import-unchanged = { $n ->
    [one] One line says what is so already.
   *[other] { $n } lines say what is so already.
}
import-unknown = { $n ->
    [one] One pilot of the file is not watched here and is left out: { $ids }.
   *[other] { $n } pilots of the file are not watched here and are left out: { $ids }.
}

## Settings: pilots

pilot-search = Find a pilot or a corporation
pilot-search-none = Nobody here is called that.
pilots-more = Show { $n } more of { $left }

## The pages of the main window

pilots-page = Pilots and coverage
activity-page = Activity log
discord-page = Discord
rail-page = { $name } ({ $value })
rail-critical = { $name }: { $n ->
    [one] one critical capital
   *[other] { $n } critical capitals
}
keys-everywhere = Everywhere
key-dashboard = Dashboard
key-pilots = Pilots and coverage
key-activity = Activity log
key-discord = Discord
key-pilots-go = Go to the next pilot
key-pilots-choose = Choose the pilot, or no longer
key-pilots-menu = What can be done with the pilot
key-pilots-main = Put the pilot, or all who are chosen, under another main
key-pilots-snooze = Snooze the pilot, or all who are chosen
time-day = { $day } { $month } { $time }

## Pilots and coverage

coverage = How much is seen
seen-watched = watched
seen-watched-meaning = { $n ->
    [one] One main
   *[other] { $n } mains
}, { $hulls ->
    [one] one capital
   *[other] { $hulls } capitals
}
seen-all-fresh = fresh
seen-all-fresh-meaning = Pilots whose ship, location and assets all answer. Press to see only them.
seen-in-part-stale = out of date
seen-in-part-stale-meaning = Pilots of whom something has not answered for a while. Press to see only them.
seen-never-answered = never answered
seen-never-answered-meaning = Pilots of whom something has never answered. Press to see only them.
seen-sign-in = sign-in refused
seen-sign-in-meaning = Pilots whose sign-in EVE refuses. Press to see only them.
seen-placeless = capitals without a place
seen-placeless-meaning = Capitals whose place was never known. Press to see only their pilots.

pilots-search = Search pilots, mains, corporations and alliances
pilots-search-example = Pilot, main, corporation, is:stale …
pilots-first = The first { $n } of { $pilots } pilots: search to see others.
matched-pilots = { $n } of { $pilots } pilots
pilots-nobody = Nobody is watched yet
pilots-nobody-how = Add the first pilot at the top right: they sign in with EVE Online in the browser. Or connect AllianceAuth in the settings, and all of its pilots are here.
pilots-nothing = No pilot matches “{ $search }”
pilots-nothing-how = Every word must stand in the name of the pilot, the main, the corporation or the alliance.
pilot-add = Add a pilot
pilot-add-title = Opens the settings, where pilots sign in
mains-import = Import mains
mains-import-title = Put pilots under the mains of a CSV file; you see what it would change first
mains-export = Export mains
mains-export-title = All pilots and their mains as a CSV file

column-answers = Answers
column-hulls = Capitals
choose-pilot = Choose { $pilot }
choose-shown = Choose all that are shown
chosen = Chosen pilots
chosen-n = { $n ->
    [one] One pilot is chosen
   *[other] { $n } pilots are chosen
}
chosen-pilots = { $n ->
    [one] one pilot
   *[other] { $n } pilots
}
choose-nobody = Clear the choice
belongs = { $corporation }, { $alliance }
level-none = none
main-others = +{ $n }
main-of-others = { $n ->
    [one] Main of one other pilot
   *[other] Main of { $n } other pilots
}
under-main = under { $main }
main-heading = Under { $main }
main-elsewhere = This main itself is not in the list
drag-pilots = { $pilot }: let go on another main's lines
pilot-menu = What can be done with { $pilot }
pilot-menu-title = What can be done
main-put-more = Put under another main …
main-put-chosen = Put under a main …
main-own-each = Make each their own main
put-several-meaning = Thresholds count the capitals of all of them together from then on.
told-several-put-under = { $n } pilots are under { $main } now.
told-several-own-main = { $n } pilots are their own mains now.
snooze-more = Snooze …
snooze-extend = Extend or shorten the snooze …
sign-out-more = Sign out …
through-auth = AllianceAuth
through-auth-title = Known through AllianceAuth
left-auth = left AllianceAuth
left-auth-title = The character belongs to no account on AllianceAuth any more. What it knew stays and grows old.
through-auth-as-well = + AA
through-auth-as-well-title = Known through AllianceAuth as well
through-auth-alone = Known through AllianceAuth alone: there is nothing to sign out here.
main-given = AllianceAuth says whose main this is: it is changed there.

section-ship = Ship
section-location = Location
section-online = Online state
section-assets = Assets
section-affiliation = Corporation
section-fresh = { $name }: answered { $time }
section-stale = { $name }: out of date, last answered { $time }
section-never = { $name }: has never answered
section-error = { $note }. { $why }
answers-all = Everything answers
answers-stale = Out of date: { $name }
answers-never = Never answered: { $name }
answers-nothing-asked = Nothing has been asked yet

## The activity log

activity-search = Search the activity log
activity-search-example = Pilot, main, setting, reason …
activity-export = Export
activity-export-title = Every line of this search as a CSV file
activity-kinds = Kinds of lines
activity-every-kind = All
activity-older = Older lines
activity-newest = Back to the newest lines
activity-older-asking = Reading …
activity-end = There is nothing older.
activity-nothing-yet = Nothing has been done yet
activity-nothing-yet-how = Changes of settings, snoozes, acknowledgements, sign-ins and notices stand here with who, when, old and new.
activity-nothing = No line matches
activity-nothing-how = Every word must stand in the line, and only the chosen kinds are shown.
activity-all = Show everything
day-today = Today, { $time }
day-yesterday = Yesterday, { $time }
eve-time = EVE time
column-time = Time
column-by = By
column-what = What
column-subject = To what or whom
column-change = How it was and is
becomes = becomes
done-policy = Rule changed
done-preferences = Preference changed
done-monitoring = Monitoring
done-snoozed = Snoozed
done-snooze-cleared = Snooze cleared
done-snooze-ended = Snooze ended
done-acknowledged = Acknowledged
done-acknowledgement-cleared = Acknowledgement taken back
done-acknowledgement-ended = Acknowledgement ended
done-signed-in = Signed in
done-signed-out = Signed out
done-main = Main changed
done-alliance-auth = AllianceAuth
done-webhook = Webhook
done-relay = Relay
done-notice-sent = Notice sent
done-notice-refused = Notice refused

## The Discord page

discord-settings = Discord settings
discord-not-set = Nothing is told on Discord
discord-not-set-how = Set a webhook in the settings, under Discord: what alerts is then told in its channel, and this page shows what waits and what became of it.
discord-off = The relay is off: nothing is sent from here. When it is turned on, what stands is told once.
discord-no-critical = What is critical goes to the standard webhook.
discord-no-standard = What reaches a threshold is not told on Discord.
discord-limit = { $value } of { $count } left, full in { $time } s
discord-limit-full = { $count } of { $count } left
discord-limit-unknown = No rate limit reported yet.
discord-paused-seconds = Nothing is sent for { $time } s.
discord-paused-until = Nothing is sent until { $time }.
discord-waiting = { $n ->
    [0] Nothing waits
    [one] One notice waits
   *[other] { $n } notices wait
}
discord-waiting-more = { $n ->
    [one] and one more
   *[other] and { $n } more
}
discord-since = for { $age }
discord-attempts = { $n ->
    [one] Tried once.
   *[other] Tried { $n } times.
}
discord-last = Last messages
discord-more = Show { $n } more
discord-post = { $hulls ->
    [0] new message
    [one] new message, one capital
   *[other] new message, { $hulls } capitals
}
discord-edit = { $hulls ->
    [0] edit
    [one] edit, one capital
   *[other] edit, { $hulls } capitals
}
column-outcome = Outcome
column-latency = Answered after
latency-millis = { $n } ms
latency-seconds = { $time } s
outcome-delivered = Delivered
outcome-limited = Told to wait
outcome-retried = Sent again later
outcome-refused = Refused
outcome-webhook-dead = Webhook refused
outcome-message-gone = Was deleted, posted anew
discord-undeliverable = { $n ->
    [one] Discord refused one notice
   *[other] Discord refused { $n } notices
}
retry = Retry
retry-what = Retry: { $name }
retry-all = Retry all
throw-away = Discard
throw-away-what = Discard, unsent: { $name }
discard-all = Discard all
discard-all-question = Discard all { $n }? They are never sent then.
told-retried = { $n ->
    [one] The notice waits again, as far as it still holds.
   *[other] { $n } notices wait again, as far as they still hold.
}
told-thrown-away = { $n ->
    [one] The notice is discarded, unsent.
   *[other] { $n } notices are discarded, unsent.
}
discord-preview = Preview
discord-preview-next = The next message, as it would be sent now.
discord-preview-stands = The queue is empty. A message about the current alerts would look like this.
discord-preview-none = Nothing waits and nothing alerts: there is no message to show.
discord-message = The message as Discord shows it
discord-sender = CapTrack
discord-app = APP
discord-silent = without a sound
discord-role = @role { $name }
discord-user = @user { $name }
ago-seconds = { $n ->
    [one] 1 second ago
   *[other] { $n } seconds ago
}
ago-minutes = { $n ->
    [one] 1 minute ago
   *[other] { $n } minutes ago
}
ago-hours = { $n ->
    [one] 1 hour ago
   *[other] { $n } hours ago
}
ago-days = { $n ->
    [one] 1 day ago
   *[other] { $n } days ago
}
in-seconds = { $n ->
    [one] in 1 second
   *[other] in { $n } seconds
}
in-minutes = { $n ->
    [one] in 1 minute
   *[other] in { $n } minutes
}
in-hours = { $n ->
    [one] in 1 hour
   *[other] in { $n } hours
}

## How messages to Discord are written

relay-look = How messages look
relay-look-meaning = Takes effect with the next message; nothing is sent again for it. The Discord page shows how it looks.
relay-mode = A hull is
relay-compact = One line
relay-compact-meaning = Short: many hulls fit into one message.
relay-detailed = A field
relay-detailed-meaning = Roomy: hulls stand side by side, each with lines of its own.
relay-system = System
relay-system-meaning = The solar system that the hull is in.
relay-region = Region
relay-region-meaning = The region of that system.
relay-place = Structure
relay-place-meaning = The station or structure, or that it is in space.
relay-age = Age
relay-age-meaning = When it was last seen there. That something is out of date is said in any case.
relay-corporation = Corporation
relay-corporation-meaning = The main's corporation and alliance.
relay-link = Link of the titles
relay-link-hint = An https address that each title leads to, such as your alliance's own page. Empty: no link.
relay-link-example = https://auth.example.org
relay-desk = Name of this desk
relay-desk-hint = Stands at the foot of each message. Empty: the desk is not named.
relay-desk-example = Home defence
relay-post-resolved = Also post when it is over
relay-post-resolved-meaning = The end of an alert is always written into its message. This tells it in a message of its own besides.
relay-critical-to-standard = Send critical alerts to the standard webhook while Discord refuses the critical one
relay-critical-to-standard-meaning = More people may read that channel. While this is off, the standard channel only says how many critical alerts cannot be delivered, without names or places.
relay-pings = Pings
relay-pings-meaning = Only the roles and users that stand here are ever pinged, whatever a pilot is called.
relay-pings-for = Ping for
relay-pings-none = Nothing
relay-pings-none-meaning = Nobody is pinged.
relay-pings-critical = Critical only
relay-pings-critical-meaning = For what always alerts.
relay-pings-all = Everything
relay-pings-all-meaning = For thresholds, too.
relay-roles = Roles
relay-users = Users
relay-role = A role's id
relay-user = A user's id
relay-ids-none = None
relay-id-example = 17 to 20 digits
relay-id-hint = In Discord, turn on developer mode, right-click the role or user and copy its id.
relay-id-wrong = An id is a number of 17 to 20 digits: copy it in Discord with developer mode on.
relay-id-twice = That id stands here already.
relay-id-add = Add
relay-id-remove = Do not ping { $name }
relay-apart = Minutes between pings
relay-apart-hint = At most one ping in so many minutes, up to 1440. 0: one for each message.
relay-digest = Summary
relay-digest-meaning = A quiet message now and then about what stands and what happened.
relay-digest-off = Off
relay-digest-off-meaning = No summary is posted.
relay-digest-daily = Daily
relay-digest-daily-meaning = Every day.
relay-digest-weekly = Weekly
relay-digest-weekly-meaning = Once a week.
relay-digest-day = On
relay-digest-at = At (EVE time)
relay-digest-no-time = Type a time of the day, such as 18:00.
relay-digest-to = To the
relay-to-critical = Critical webhook
relay-to-standard = Standard webhook
day-monday = Monday
day-tuesday = Tuesday
day-wednesday = Wednesday
day-thursday = Thursday
day-friday = Friday
day-saturday = Saturday
day-sunday = Sunday
