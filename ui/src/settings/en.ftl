### CapTrack Desktop, English. The settings.

## The program and its windows

edited = Edited, not saved yet
needs-you = Needs your attention

## Signing in

callback-url-what = The application behind the client id must name exactly this one.
scopes-what = What EVE is asked to let this program read. It never writes anything.

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

## Settings: places

scope = Where hulls alert
scope-everywhere = Everywhere
scope-only-listed = Only in the list
scope-all-but-listed = All but the list
scope-everywhere-meaning = A hull alerts wherever it is. The list below is kept and not used.
scope-only-listed-meaning = A hull alerts when it is in a listed place.
scope-all-but-listed-meaning = A hull alerts unless it is in a listed place.
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
drop-here = Drop the file to see what it would change

## Settings: pilots

pilot-search = Find a pilot or a corporation
pilot-search-none = Nobody here is called that.
pilots-more = Show { $n } more of { $left }
