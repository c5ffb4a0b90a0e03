### CapTrack Desktop, English. Pilots and coverage.

## Pilots and coverage

coverage = Coverage
seen-watched = watched
seen-watched-meaning = { $n ->
    [one] One main
   *[other] { $n } mains
}, { $hulls ->
    [one] one ship
   *[other] { $hulls } ships
}
seen-all-fresh = fresh
seen-all-fresh-meaning = Pilots with recent data for ship, location and assets. Press to see only them.
seen-in-part-stale = out of date
seen-in-part-stale-meaning = Pilots with some data out of date. Press to see only them.
seen-never-answered = never answered
seen-never-answered-meaning = Pilots with some data never received. Press to see only them.
seen-sign-in = sign-in refused
seen-sign-in-meaning = Pilots whose sign-in EVE refuses. Press to see only them.
seen-placeless = ships without a place
seen-placeless-meaning = Ships whose location was never known. Press to see only their pilots.
seen-snoozed = snoozed
seen-snoozed-meaning = Snoozed pilots, each with until when, by whom and why. Press to see only them.

pilots-search = Search pilots, mains, corporations and alliances
pilots-search-example = Pilot, main, corporation, is:stale …
pilots-first = The first { $n } of { $pilots } pilots. Search to see others.
matched-pilots = { $n } of { $pilots } pilots
pilots-nobody = No pilots yet
pilots-nobody-how = Add the first pilot at the top right: they sign in with EVE Online in the browser. Or connect AllianceAuth in the settings to see all of its pilots here.
pilots-nothing = No pilot matches “{ $search }”
pilots-nothing-how = Every word must be in the name of the pilot, the main, the corporation or the alliance.
pilot-add = Add a pilot
pilot-add-title = Sign a pilot in with EVE Online
mains-import = Import mains
mains-import-title = Put pilots under the mains of a CSV file. You see the changes first.
mains-export = Export mains
mains-export-title = Save all pilots and their mains as a CSV file

column-answers = Data
column-hulls = Ships
choose-pilot = Select { $pilot }
choose-shown = Select all that are shown
chosen = Selected pilots
chosen-n = { $n ->
    [one] One pilot selected
   *[other] { $n } pilots selected
}
choose-nobody = Clear selection
level-none = none
main-others = +{ $n }
main-of-others = { $n ->
    [one] Main of one other pilot
   *[other] Main of { $n } other pilots
}
under-main = under { $main }
main-heading = Under { $main }
main-elsewhere = This main is not in the list
drag-pilots = { $pilot }: drop on another main's lines
pilot-menu = Actions for { $pilot }
pilot-menu-title = Actions
main-put-more = Put under another main …
main-put-chosen = Put under a main …
snooze-more = Snooze …
snooze-extend = Change snooze …
sign-out-more = Sign out …
through-auth = AllianceAuth
through-auth-title = Known through AllianceAuth
left-auth-title = This character no longer belongs to an account on AllianceAuth. Its last data stay, with their age.
through-auth-as-well = + AA
through-auth-as-well-title = Known through AllianceAuth as well
through-auth-alone = Known only through AllianceAuth, so there is nothing to sign out here.
main-given = AllianceAuth decides this pilot's main. Change it there.

section-ship = Ship
section-location = Location
section-online = Online state
section-assets = Assets
section-affiliation = Corporation
section-fresh = { $name }: updated { $time }
section-stale = { $name }: out of date, last updated { $time }
section-never = { $name }: no data yet
section-error = { $note }. { $why }
answers-all = All data is recent
answers-stale = Out of date: { $name }
answers-never = No data yet: { $name }
answers-nothing-asked = Nothing asked yet

## What AllianceAuth lacks, by corporation

auth-coverage-readable = AllianceAuth reads { $readable } of { $all } characters
auth-coverage-told = as of { $age } ago
auth-coverage-corporation = Corporation
auth-coverage-members = Members
auth-coverage-known = On AllianceAuth
auth-coverage-read = Read
auth-coverage-unregistered = Not registered
auth-coverage-without-token = No valid token
auth-coverage-never-read = Never read
auth-coverage-pilot = Character
auth-coverage-what = What is missing
auth-coverage-complete = Every character has a token with all scopes and has been read.
