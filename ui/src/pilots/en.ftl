### CapTrack Desktop, English. Pilots and coverage.

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
choose-nobody = Clear the choice
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
snooze-more = Snooze …
snooze-extend = Extend or shorten the snooze …
sign-out-more = Sign out …
through-auth = AllianceAuth
through-auth-title = Known through AllianceAuth
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
