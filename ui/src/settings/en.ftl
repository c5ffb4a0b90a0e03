### CapTrack Desktop, English. The settings.

## The program and its windows

edited = Edited, not saved yet
needs-you = Needs your attention

## Signing in

callback-url-what = Enter exactly this in the application behind the client id.
scopes-what = What CapTrack asks EVE to let it read. It never writes anything.

## Settings

settings-hint = Rules, places, snoozes and reminders apply when you save. Everything else applies at once.
section-sign-in = Sign-in
section-sign-in-lead = The pilots whose ships CapTrack watches. Each signs in with EVE Online in the browser; CapTrack never sees a password.
section-allianceauth = AllianceAuth
section-allianceauth-lead = One token shows the whole alliance: every member's capital ships as AllianceAuth knows them, under its mains, together with the pilots who sign in with EVE here.
section-alert-rules = Alert rules
section-alert-rules-lead = Which ships alert, or how many under one main. The same rules drive the dashboard, notifications and Discord.
section-places = Places
section-places-lead = Where ships alert. Elsewhere they appear on the dashboard without an alert.
section-snoozing = Snooze and repeat
section-snoozing-lead = How long pilots can be snoozed, whether open alerts are sent again, and how long new alerts are collected into one message.
section-notifications = Notifications
section-notifications-lead = What pops up while the window is closed, when to stay quiet, and whether CapTrack starts with the computer.
section-discord = Discord
section-discord-lead = CapTrack can send alerts to a Discord channel through a webhook: only alerts, and each of them once.
section-appearance = Window
section-appearance-lead = How the windows look, and what the dashboard shows first.
section-data = Data and files
section-data-lead = Settings and mains as files. What CapTrack knows, where it keeps it, and how to delete it.
section-about = About
section-about-lead = Early warning of an alliance's own capital ships.

pilots-heading = { $n ->
    [0] Signed in
    [one] One pilot is signed in
   *[other] { $n } pilots are signed in
}
pilots-none = No pilot yet. Sign in the first one; you can add more later.
pilot-hulls = { $n ->
    [0] no ships
    [one] { $n } ship
   *[other] { $n } ships
}
pilot-signed-in = Signed in
pilot-since = Since { $time }
pilot-needs-sign-in = Sign in again
pilot-refused = Sign-in refused
authorized-apps = Authorized apps at EVE

rules-class = Class
rules-groups = Groups
rules-groups-title = The groups of EVE's static data that form the class
rules-any-other = any other
rules-no-group = none
rules-more = Name and groups
rules-mode = Mode
rules-at-least = At least
rules-default = Reset all classes
mode-of = Mode of { $classes }
threshold-of = Threshold of { $classes }
changes-unsaved = { $n ->
    [one] One unsaved change
   *[other] { $n } unsaved changes
}
changes-saved = { $n ->
    [one] One change saved
   *[other] { $n } changes saved
}
save-changes = { $n ->
    [one] Save 1 change
   *[other] Save { $n } changes
}
discard = Discard

durations = Snooze durations
durations-what = The choices when you snooze. Notifications show the first three.
duration = New duration
duration-unit = Unit of the new duration
duration-add = Add
duration-remove = Remove { $length }
duration-fixed = Always available
duration-limits = From 5 minutes to 30 days, six at most.
duration-no-number = Type a whole number, such as 3.
duration-there = That duration is already in the list.
unit-minutes = minutes
unit-hours = hours
unit-days = days

notify-critical = Critical alerts
notify-critical-meaning = One notification for each main with critical ships. It is replaced when something changes and closed when the alert is resolved. You can snooze from it.
notify-alerting = Threshold alerts as well
notify-alerting-meaning = Notify when a threshold is reached, too.
autostart = Start with the computer
autostart-meaning = CapTrack starts hidden in the tray when you log in.

theme = Appearance
theme-system = Same as the system
theme-dark = Dark
theme-light = Light

data-where = On this computer
data-folder = Data folder
data-folder-what = Ships, places, snoozes, alerts and settings, in a database without any secret in it.
data-secrets = Secrets
data-secrets-what = EVE's refresh tokens, AllianceAuth's token and the webhook addresses are kept there and nowhere else. Access tokens stay in memory.
data-read = What CapTrack reads
data-read-what = For each signed-in pilot: location, ship, online state, assets, corporation and alliance, and the names of the structures they are in. Of the assets only capital ships are kept. With AllianceAuth connected, also the capital ships and mains of everyone you may see there, and when they were read.
data-sent = What leaves this computer
data-sent-what = Requests to EVE's servers, pictures from EVE's image server and, if you turn on the relay, alerts to your own Discord webhooks. With AllianceAuth connected, also requests to it, your snoozes and acknowledgements, and the rules you publish. Nothing else, to nobody else.
data-forgotten = How to delete your data
data-forgotten-what = Signing a pilot out deletes everything of theirs at once and asks EVE to revoke the access. You can also revoke it at EVE at any time. Disconnecting AllianceAuth revokes its token and deletes it, together with the pilots known only through it.

about-version = Version { $version }
about-source = Source code
about-licence = Licence
about-licence-what = Free software under the MIT licence: use, change and share it as you like. It comes without any warranty.
about-font = The typeface is Inter, by the Inter Project Authors, under the SIL Open Font License 1.1.
about-ccp = EVE Online
about-ccp-notice = © CCP hf. All rights reserved. “EVE”, “EVE Online”, “CCP”, and all related logos and images are trademarks or registered trademarks of CCP hf.
about-ccp-independent = Players make CapTrack Desktop. CCP hf. neither endorses it nor is responsible for it.

## Settings: rules

settings-title = CapTrack Desktop settings
locked = Shown read-only. { $why }
locked-published = Published on { $server } for everyone, and shown read-only. { $why }
rules-published = Published on { $server } for everyone. Saving publishes.
locked-in-part = What you may not change is shown read-only. { $why }
discarded = Changes discarded.
banner-from-before = { $n ->
    [one] You have one unsaved change from before.
   *[other] You have { $n } unsaved changes from before.
}
from-before-go-on = Continue editing
monitoring = Monitoring
monitoring-meaning = While this is off, CapTrack polls nothing and sends nothing. The dashboard keeps what it last knew.
rule-more = Name and groups of { $classes }
rule-name = Another name for { $classes }
rule-name-hint = Used for one and for several, on the dashboard, in notifications and on Discord. Leave it empty to use EVE's name.
rule-groups-of = Groups of { $classes }
rule-groups-none = No group, so no ship is in this class.
rule-groups-unclassified = Capital ships of every group that is in no class.
rule-groups-industrial = These are the industrial groups.
rule-default = Reset
rule-default-of = Reset { $classes }
group-add = Add
group-number = Add a group by number
group-number-only = Group { $id }
group-hint = EVE's static data numbers groups of ships, such as 485.
group-no-number = Type a group number, such as 485.
group-there = { $group } is already in this class.
group-elsewhere = { $group } is in { $classes }. Move it here?
group-move-here = Move it here
group-leave = Leave it there
group-looking = Looking it up …
group-menu = Move { $group } to another class
group-move-to = Move { $group } to
group-remove = Remove { $group } from { $classes }; its ships become unclassified

## Settings: places

scope = Where ships alert
scope-everywhere = Everywhere
scope-only-listed = Only in the list
scope-all-but-listed = Everywhere except the list
scope-everywhere-meaning = Ships alert wherever they are. The list below is kept but not used.
scope-only-listed-meaning = Ships alert in the listed places.
scope-all-but-listed-meaning = Ships alert everywhere except in the listed places.
list-none = The list is empty.
place-region = Region
place-constellation = Constellation
place-system = System
place-number = { $kind } { $id }
place-in = { $kind } in { $region }
place-find = Add a region, constellation or system
place-find-example = Type part of its name
place-none = No place in New Eden is called “{ $name }”.
place-there = Everything called “{ $name }” is already listed.
place-found = { $n ->
    [one] One place found
   *[other] { $n } places found
}
place-remove = Remove { $name }
sets = Sets of places
sets-what = Places that belong together under one name, such as home or hostile staging. Add them to the list with one click, and use them again.
sets-none = No sets yet.
set-places = { $n ->
    [0] no places
    [one] one place
   *[other] { $n } places
}
set-save-listed = Save as a set …
set-save-listed-what = The listed places become a set. The set replaces them on the list.
save-set = Save set
set-name = Name of the set
set-name-new = Name of a new set
set-new = New set
set-name-taken = There is already a set called “{ $name }”.
set-rename = Rename
of-set = { $what }: { $name }
set-list = Add to list
set-unlist = Remove from list
set-edit = Edit
set-edit-done = Done
set-show = Show
set-hide = Hide
set-delete = Delete
set-empty = No place yet.
never-known = Alert on ships whose location was never known
never-known-meaning = Missing a titan is worse than one notice too many. Until its location is known, a ship alerts as if it were in a place that counts.

## Settings: repeats

repeats = Reminders
repeats-what = Remind about open alerts, in one silent message. Alerts that are out of date, snoozed or acknowledged are left out.
repeat-critical = Critical alerts
repeat-alerting = Threshold alerts
repeat-never = Never
repeat-every = Every { $length }
repeat-own = At your own interval
repeat-minutes = Minutes between reminders
repeat-limits = 5 or more.
left-alerts = Pilots who left AllianceAuth
left-alerts-what = A character that no longer belongs to an account on AllianceAuth is marked as left. Its ships can still alert for a while, because a revoked token may be the first sign.
left-alerts-label = Their ships alert
left-alerts-never = Not at all
left-alerts-days = { $n ->
    [one] 1 day
   *[other] { $n } days
}
group-wait = Collecting alerts
group-wait-what = CapTrack collects alerts for a while, so that ten alts make one message. Critical alerts wait 2 seconds at most.
group-wait-label = Collect other alerts for
wait-none = not at all

## Settings: notifications and window

sound = Sound
sound-meaning = Notifications play the desktop's sound.
quiet-setting = Quiet hours
quiet-setting-meaning = Hours of each day without notifications.
quiet-same-day = From { $from } to { $to } each day, by this computer's clock, no notifications pop up. The dashboard and Discord continue.
quiet-over-night = From { $from } to { $to } the next day, by this computer's clock, no notifications pop up. The dashboard and Discord continue.
quiet-from = From
quiet-to = To
quiet-no-time = Type a time of day, such as 22:30.
quiet-same = Quiet hours need two different times. Change one, or turn them off.
quiet-critical = Critical alerts break through
quiet-critical-meaning = Critical alerts pop up in quiet hours, too.
refresh = Refresh
refresh-label = Seconds between refreshes
refresh-unit = seconds
refresh-meaning = Changes reach the window at once. It also refreshes at this interval.
refresh-refused = The window refreshes every { $n } seconds at most. Choose { $n } or more.
open-parts = Open at first
open-parts-what = Cards in these parts show their ships until you close them.
remember-collapse = Remember open and closed cards
remember-collapse-meaning = Also after a restart.
show-informational = Show tracked ships
show-informational-meaning = Ships that do not alert have their own part of the dashboard.
show-unclassified = Show unclassified ships
show-unclassified-meaning = Capital ships of groups that are in no class have their own part of the dashboard.
letter-keys = Single-letter shortcuts
letter-keys-meaning = Single letters, digits and signs, such as S, 2 or /, do something in the main window. Turn this off if you dictate or press keys by accident.

## Settings: preview

preview = Preview
preview-none = Change a rule to see what it would do to the current alerts. Nothing takes effect before you save.
preview-lists = Affected mains
preview-asking = Loading …
preview-count = { $now ->
    [0] No main has alerts now
    [one] One main has alerts now
   *[other] { $now } mains have alerts now
}, { $then ->
    [0] none after saving.
    [one] one after saving.
   *[other] { $then } after saving.
}
preview-same = No difference: the same mains alert with the same ships.
preview-begins = { $n ->
    [one] One main starts to alert
   *[other] { $n } mains start to alert
}
preview-falls-silent = { $n ->
    [one] One main stops alerting
   *[other] { $n } mains stop alerting
}
preview-changes = { $n ->
    [one] One main alerts for different ships
   *[other] { $n } mains alert for different ships
}
preview-change = { $now } → { $then }

## Settings: AllianceAuth

auth-connect = Connect
auth-what = CapTrack asks every minute (every five minutes with an older bridge) and shows the age of what AllianceAuth has read. Everyone who is connected shares snoozes and acknowledgements.
auth-needs = An admin installs the plugin aa-captrack-bridge beside corptools and gives your account the permission “basic_access” of CapTrack Bridge. CapTrack sees what you may see there in the browser, and nothing more.
auth-demo = The demo has its own AllianceAuth. It knows every pilot you see here, and some more.
auth-demo-connect = Connect the demo
auth-address-label = Address of your AllianceAuth
auth-address-example = https://auth.example.com
auth-sign-in = Sign in through AllianceAuth
auth-use-token = Use a token instead
auth-use-browser = Sign in through the browser instead
auth-token-label = Token
auth-token-hint = Create one on AllianceAuth's CapTrack page, which shows it once. CapTrack keeps it among its secrets and never shows it again.
auth-connect-token = Connect
auth-trying = Checking the token and reading ships …
auth-connecting = Connecting to { $address } and reading ships …
auth-connected = Connected to { $server } as { $main }.
auth-waiting = Continue in your browser on { $address }
auth-waiting-how = Agree there, and the page leads back here. If it does not, copy the code that it shows and paste it.
auth-code-label = Code from the page
auth-page-address = The address of AllianceAuth's page

auth-state-well = Connected
auth-state-new = Connecting
auth-state-trouble = Trouble
auth-needs-user = Correct this on AllianceAuth, ask an admin, or enter a new token. The last data stay, with their age.
auth-waits = CapTrack tries again automatically. The last data stay, with their age; nothing is lost.
auth-checking = Asking …
auth-address = Address
auth-as = Signed in as
auth-token = Token
auth-token-text = “{ $name }”, valid until { $day }
auth-token-ends-soon = “{ $name }” expires in { $left }: create a new one
auth-token-ended = “{ $name }” has expired: create a new one
auth-may = Permissions
auth-may-see = See ships
auth-may-snooze = See ships, snooze and acknowledge
auth-may-publish = See ships and publish rules
auth-may-all = See ships, snooze, acknowledge, and publish rules
auth-told = Last answer
auth-told-text = { $age } ago
auth-told-never = not yet
auth-asked-now = asking now
auth-asked-soon = next in a moment
auth-asked-in = next in { $left }
auth-told-and-next = { $told }, { $next }
auth-pilots = Reports on
auth-pilots-text = { $n ->
    [one] One pilot
   *[other] { $n-text } pilots
}, { $hulls ->
    [one] one ship
   *[other] { $hulls-text } ships
}
auth-read = Assets read there
auth-read-text = between { $newest } and { $oldest } ago
auth-read-at-once = { $age } ago
auth-read-never = nothing yet
auth-lane = Ship and location read
auth-lane-step = { $n ->
    [one] every { $every } for 1 ship
   *[other] every { $every } for { $ships } ships
}
auth-rhythm = Reads each character
auth-rhythm-text = about every { $every }
auth-rhythm-both = ship and location about every { $place }, assets about every { $assets }
auth-stale = Out of date
auth-stale-text = { $n ->
    [one] One pilot was read too long ago there, or never. Ask an admin to check corptools
   *[other] { $n } pilots were read too long ago there, or never. Ask an admin to check corptools
}
auth-missing = Missing now
auth-missing-text = { $n ->
    [one] One pilot, shown with the last data and deleted after a day
   *[other] { $n } pilots, shown with the last data and deleted after a day
}
auth-unsent = Waiting to be sent
auth-unsent-text = { $n ->
    [one] One snooze or acknowledgement
   *[other] { $n } snoozes and acknowledgements
}
auth-clock = Its clock
auth-clock-ahead = { $by } ahead of this computer's. Ages are wrong until one of the clocks is corrected
auth-clock-behind = { $by } behind this computer's. Ages are wrong until one of the clocks is corrected
auth-renew = New token …
auth-renew-heading = New token
auth-renew-what = The connection and all data stay as they are. AllianceAuth revokes the old token.
auth-disconnect = Disconnect …
auth-disconnect-title = Disconnect from { $server }?
auth-disconnect-what = CapTrack deletes the pilots known only through it, with their ships, alerts and snoozes, and sends no notice of that. Pilots who signed in with EVE stay, under the mains you give them.
auth-disconnect-token = { $server } revokes the token, and CapTrack deletes it.
auth-disconnect-yes = Delete pilots and disconnect
auth-disconnect-no = Stay connected
auth-disconnected = Disconnected. { $remains }

auth-rules = Shared rules
auth-rules-none = No rules are published on { $server }. Every CapTrack uses its own.
auth-rules-published = Rules are published on { $server }. Every CapTrack follows them, this one included.
auth-rules-saving-publishes = What you save under Alert rules, Places, and Snooze and repeat is published at once.
auth-publish = Publish these rules for everyone …
auth-publish-title = Publish these rules for everyone?
auth-publish-what = Every CapTrack connected to { $server } follows the rules in force here within five minutes, instead of its own. People without the permission to publish can see them but not change them.
auth-publish-unsaved = Your unsaved changes are not included. Save them first, or afterwards.
auth-publish-yes = Publish
auth-take-back = Stop publishing
auth-rules-published-now = These rules are published on { $server } for everyone.
auth-rules-taken-back = No rules are published on { $server } any more. Every CapTrack keeps the rules it has.

## Settings: files

file-settings = Settings as a file
file-settings-what = Rules, notifications and window as one TOML file, without any secret: to keep, to compare, or to use on another computer.
file-settings-drop = You see the changes before they are made. You can also drop the file on this window.
file-mains = Mains as a file
file-mains-what = Which pilot is under which main, as a CSV file with the columns pilot_id and main_id.
file-mains-drop = You see the changes before they are made. You can also drop the file on this window.
file-export = Export
file-import = Import …
drop-here = Drop the file to see what it would change

## Settings: pilots

pilot-search = Find a pilot or a corporation
pilot-search-none = No pilot or corporation matches.
pilots-more = Show { $n } more of { $left }
