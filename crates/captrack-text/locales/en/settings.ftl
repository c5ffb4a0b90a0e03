### The core, English: settings, why they cannot be used, and the file of settings.

## Rules that cannot be used. They stand in the middle of a sentence

policy-threshold = the threshold of { $classes } must be between 1 and 1000, not { $n }
policy-group-in-two-classes = group { $group } is in two classes, { $first } and { $second }: leave it in one
policy-empty-scope = "only in the listed places" needs at least one region, constellation or system: add one, or alert everywhere
policy-unknown-place-set = there is no set of places called "{ $name }": save it first or take it out of the list
policy-place-set-name = a set of places needs a name of 1 to 40 visible characters, not "{ $name }"
policy-display-name = the display name of { $classes } must have 1 to 40 visible characters
policy-repeat-length = reminders can be sent every 5 minutes at most: choose a longer interval
policy-group-wait = what is not critical can be gathered for an hour at most: choose a shorter time
policy-left-alerts = ships of pilots who have left AllianceAuth can alert for a year at most: choose a shorter time
policy-snooze-length = a snooze must last between 5 minutes and 30 days: choose another length
policy-too-many-snoozes = at most six snooze durations can be offered: remove one first

## Look, notifications and the relay

preferences-refresh = the window can ask every 5 seconds at most: choose 5 or more, not { $n }
preferences-quiet-hours = quiet hours need two different times; turn them off if nothing is to be quiet
relay-options-link = the link must be an https address, since Discord takes no other
relay-options-computer = this computer's name must have 1 to 80 characters
relay-options-id = a role or user is given by its id, a number of 17 to 20 digits: copy it in Discord with developer mode on
relay-options-apart = pings can be kept at most 24 hours (1440 minutes) apart
relay-options-too-many = at most 25 roles and 25 users can be pinged

## Exemptions

exemption-nobody = an exemption needs at least one main or pilot, or has to be for everyone
exemption-reason = an exemption needs a reason of 1 to { $most } visible characters
exemption-ends-before-it-begins = the exemption ends at { $until } before it begins at { $from }
exemption-over = the exemption is over already: it ends at { $until }
exemption-too-long = an exemption can last 14 days at most, not { $days } days
exemption-no-places = the exemption needs at least one place, or has to hold everywhere
exemption-too-many-places = an exemption can list { $most } places at most, not { $n }
exemption-unknown-place-set = there is no set of places called "{ $name }"

## Watch rules

watch-rules-too-many = there can be { $most } watch rules at most, not { $n }
watch-rules-name = a watch rule needs a name of 1 to 40 visible characters, not "{ $name }"
watch-rules-same-name = two watch rules are called "{ $name }": give one of them another name
watch-rules-same-id = the watch rules "{ $first }" and "{ $second }" have the same id
watch-rules-fault = the watch rule "{ $name }" { $fault }
watch-rule-no-class = needs at least one class of ships
watch-rule-no-trigger = needs something to wait for: undocks, logs on, moves, enters or leaves
watch-rule-no-border = needs places to enter or leave: list some
watch-rule-no-places = needs at least one place, or has to look everywhere
watch-rule-too-many-places = can list { $most } places at most, not { $n }
watch-rule-unknown-place = lists a place that CapTrack does not know: { $place }
watch-rule-distance = needs a distance above 0 and of at most 200 light years, not { $distance }
watch-rule-stages = needs one to three stages, not { $n }
watch-rule-overlapping-stages = has overlapping stages: stage { $next } at { $second } min must come after stage { $stage } at { $first } min
watch-rule-stage-minutes = has a stage at { $minutes } min: a stage is between 1 min and 24 h
watch-rule-no-receiver = has a stage without a receiver: stage { $stage }
watch-rule-number = needs a number from 2 to 1000, not { $n }
watch-rule-window = needs a time from 1 min to 24 h, not { $minutes } min

## The file of settings: what cannot be read. Words in capital letters or with an equals sign are those of the file

toml-at-line = line { $line }: { $what }
toml-meant = { $what }; did you mean "{ $word }"?
toml-not = this is not TOML: { $why }
toml-no-such-setting = this file has no setting "{ $key }"
toml-no-setting-of = { $name } has no setting "{ $key }"
toml-must-be = { $name } must be { $be }, not { $is }
toml-a-list = a list
toml-a-table = a table
toml-be-switch = true or false
toml-be-duration = a number with its unit in quotes, such as "30s", "5m", "6h" or "2d"
toml-be-shorter = a shorter duration
toml-be-name = a name in quotes, or false for New Eden's own
toml-be-threshold = a whole number from 1 to 1000
toml-be-repeat = "never" or a duration such as "4h"
toml-be-quiet-hours = false or { $form }
toml-be-time = a time of the day such as "22:00"
toml-be-list = a list of { $of } in brackets
toml-be-group-ids = a list of group ids, such as [485]
toml-be-names-of-sets = a list of names of sets of places
toml-be-places = a list of { $of } by name or id
toml-group-ids = group ids
toml-names-of-sets = names of sets of places
toml-durations = durations
toml-parts = parts of the board
toml-regions = regions
toml-constellations = constellations
toml-systems = systems
toml-no-class = there is no class called "{ $name }"
toml-with-threshold-only = { $name } goes with mode = "threshold" only
toml-threshold-needs-n = { $name } needs n = … beside mode = "threshold"
toml-group-twice = { $name } names group { $group } twice
toml-no-set = there is no set of places called "{ $name }"
toml-no-set-yet = there is no set of places called "{ $name }": write it as a table, as in [places.home]
toml-needs-both = { $name } needs both from and to
toml-no-region = there is no region called "{ $name }"
toml-no-constellation = there is no constellation called "{ $name }"
toml-no-system = there is no system called "{ $name }"
toml-no-id-of = { $id } is not the id of { $kind }; use its name
toml-other-kind-of-place = "{ $name }" is { $is }, not { $wanted }: list it under { $setting }
toml-a-region = a region
toml-a-constellation = a constellation
toml-a-system = a system
toml-watch-rules = watch rules
toml-class-names = names of classes
toml-triggers = what a ship does
toml-stages = stages
toml-receivers = receivers
toml-listed-places = places
toml-needs-setting = { $name } needs { $key } = …
toml-be-rule-name = a name in quotes
toml-be-rule-id = 16 hexadecimal digits in quotes, as they are exported
toml-be-class-name = the name of a class in quotes
toml-be-whole-number = a whole number
toml-be-distance = a number of light years with a point, such as 7.5
toml-be-area = "system", "constellation", "region" or { "{" } light_years = 7.5 { "}" }
toml-be-listed-place = a table such as { "{" } region = "Delve" { "}" } or { "{" } system = "Jita", light_years = 7.5 { "}" }

## The file of settings: its comments

file-title = CapTrack Desktop: rules, notifications and window. It contains no secret.
file-left-out = What is left out keeps its value when the file is imported. Durations: "45s", "5m", "6h", "2d".
file-monitoring = false: nothing is polled
file-group-wait = how long news that is not critical is gathered into one message
file-left-alerts = how long ships of pilots who have left AllianceAuth alert
file-sets-of-places = Sets of places that the scope can list under a name:
file-classes-mode = mode: "always" (every ship is critical), "threshold" (alerts when n of the class are under one main),
file-classes-groups = "track_only" (shown, never alerts), "ignore" (not shown). groups: the ids of the groups of ships that make the class.
file-classes-name = name: what you call such ships; false: as New Eden does.
file-scope = Where ships alert; places by name or id.
file-one-of = { $words }
file-sets = sets of places by name, as in [places.home]
file-never-known = whether ships whose location was never known alert
file-durations = six at most, "5m" to "30d"; "until cleared" is always offered too
file-repeat = When open alerts are sent again: "never", or "5m" and more.
file-notifications = What becomes a notification of the desktop.
file-watch-rules = Watch rules: what moves, 50 at most; the guide to CapTrack says what they can contain.
file-no-watch-rules = no watch rules; remove this line when you add [[watch]] below
file-quiet-hours = by this computer's clock; false: none
file-no-quiet-hours = or { $form }, by this computer's clock
file-refresh = "5s" and more; changes are shown at once
file-open-parts = parts whose cards are open at first: { $levels }
file-remember-collapse = cards stay open or closed over a restart
file-show-unclassified = a part for capital ships of unknown groups
file-show-informational = a part for what is merely tracked
file-letter-keys = single letters are shortcuts in the window

## What settings are called

setting-monitoring = Monitoring
setting-class = { CAPITALISED($classes) }
setting-groups = Groups of { $classes }
setting-display-name = Display name of { $classes }
setting-scope = Scope
setting-regions = Listed regions
setting-constellations = Listed constellations
setting-systems = Listed systems
setting-sets = Listed sets of places
setting-never-known = Ships whose location was never known
setting-set-of-places = Set of places "{ $name }"
setting-watch-rule = Watch rule "{ $rule }"
setting-watch-order = Order of the watch rules
setting-watch-name = Name of the watch rule "{ $rule }"
setting-watch-level = Level of the watch rule "{ $rule }"
setting-watch-classes = Classes of the watch rule "{ $rule }"
setting-watch-places = Places of the watch rule "{ $rule }"
setting-watch-kind = What the watch rule "{ $rule }" waits for
setting-snoozes = Snooze durations
setting-group-wait = Group wait
setting-left-alerts = Pilots who have left AllianceAuth alert
setting-repeat-critical = Reminders of what is critical
setting-repeat-alerting = Reminders of what is alerting
setting-notify-critical = Notifications of what is critical
setting-notify-alerting = Notifications of what is alerting
setting-sound = Sound of notifications
setting-quiet-hours = Quiet hours
setting-refresh = Refresh of the window
setting-open-parts = Parts that are open
setting-remember-collapse = Remember open and closed cards
setting-show-unclassified = Show unclassified ships
setting-show-informational = Show what is merely tracked
setting-letter-keys = Single-letter shortcuts
setting-theme = Theme
setting-autostart = Start with the desktop
setting-relay = Relay to Discord
setting-messages = Messages to Discord
setting-in-messages = { $what } in messages to Discord
setting-link = Link in messages to Discord
setting-computer-name = Computer's name in Discord messages
setting-pings = Pings
setting-pinged-roles = Pinged roles
setting-pinged-users = Pinged users
setting-pings-apart = Time between pings
setting-post-resolved = Posts of what is resolved
setting-critical-to-standard = Critical alerts to the standard webhook
setting-digest = Digest
include-system = System
include-region = Region
include-place = Place
include-age = Age
include-corporation = Corporation
include-portraits = Portraits
include-snoozed = Snoozed pilots

## What settings are set to

value-none = none
value-on = on
value-off = off
value-off-until = off until { $until }
value-in-quotes = "{ $name }"
value-number = { $n }
value-number-and-changes = { $n }: { $changes }
value-with = with { $names }
value-without = without { $names }
value-names = { $names }
value-names-and-more = { $names } and { $n } more
value-group = { $name } ({ $id })
value-group-id = group { $id }
value-always = always alert
value-threshold = alert from { $n } under one main
value-track-only = tracked, never alert
value-ignore = not shown
value-everywhere = everywhere
value-only-listed = only in the listed places
value-all-but-listed = everywhere but in the listed places
value-in-scope = in scope
value-out-of-scope = out of scope
value-not-there = not there
value-empty = empty
value-until-cleared-only = until cleared only
value-not-at-all = not at all
value-for = for { $length }
value-never = never
value-every = every { $length }
value-quiet-but-critical = { $from } to { $to }, critical breaks through
value-quiet-critical-too = { $from } to { $to }, critical too
value-as-the-system = as the system
value-dark = dark
value-light = light
value-compact = a line a hull
value-detailed = a field a hull
value-pings-once-named = for what is critical, once somebody is named
value-pings-critical = for what is critical
value-pings-all = for everything
value-every-day = every day
value-on-mondays = on Mondays
value-on-tuesdays = on Tuesdays
value-on-wednesdays = on Wednesdays
value-on-thursdays = on Thursdays
value-on-fridays = on Fridays
value-on-saturdays = on Saturdays
value-on-sundays = on Sundays
value-digest = { $day } at { $at } EVE, { $webhook } webhook
value-watch-places = { $kind }: { $places }
value-watch-moves = when a ship { $triggers }
value-undocks = undocks
value-logs-on = logs on
value-moves = moves
value-enters = enters the places
value-leaves = leaves the places
value-watch-in-space = in space for { $stages }
value-watch-in-space-repeated = in space for { $stages }; the last stage is repeated every 5 min until it is acknowledged
value-watch-stage = { $minutes } min ({ $receivers })
value-notification = notification
value-critical-webhook = critical webhook
value-standard-webhook = standard webhook
value-watch-massing = { $what } { $area } within { $minutes } min
value-mains = { $n } different mains
value-ships = { $n } ships
value-in-system = in one system
value-in-constellation = in one constellation
value-in-region = in one region
value-in-light-years = within { $light_years } light years
