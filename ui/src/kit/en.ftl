### CapTrack Desktop, English. What controls and panels say of themselves.

## The program and its windows

cancel = Cancel
copy = Copy
copy-name = Copy: { $name }
copied = Copied: { $name }.
not-copied = { $name } was not copied. Select the text and press Ctrl+C.
try-again = Try again
stale = out of date

## Cards and rows

seen-fresh = Seen { $time }
seen-stale = Last seen { $time }. This may be out of date.
seen-never = Last seen { $time }. Its source has not answered yet.

silent = No connection to CapTrack for at least 15 seconds. What you see may be out of date. If this lasts, restart CapTrack.

## Finding

search = Search pilots, mains, ships, places and corporations
search-example = Pilot, ship, system, class:titan …
search-clear = Clear search
nothing-matches = No ship matches “{ $search }”
nothing-matches-how = Every word and every filter must match. Remove one, or clear the search.
nothing-matches-hidden = { $n ->
    [one] One ship matches, but its part of the dashboard is turned off in the settings.
   *[other] { $n } ships match, but their parts of the dashboard are turned off in the settings.
}
all-hidden-how = Their parts of the dashboard are turned off in the settings.

## In place of cards

loading = Loading
no-dashboard = Nothing to show yet
all-quiet = { $hulls ->
    [one] No alerts. CapTrack watches one ship.
   *[other] No alerts. CapTrack watches { $hulls } ships.
}
state-starting = Reading ships and assets
state-starting-how = { $n ->
    [one] CapTrack asks EVE what your pilot flies and owns. The first answers take up to a minute. Alerts begin when they are complete.
   *[other] CapTrack asks EVE what your { $n } pilots fly and own. The first answers take up to a minute. Alerts begin when they are complete.
}
state-offline = No connection to EVE
state-offline-how = Check your network. CapTrack keeps trying and shows your ships as soon as EVE answers.
state-paused = Monitoring is paused
state-paused-how = Resume it at the top right to see your ships again.
state-downtime = EVE is in its daily downtime
state-downtime-how = It begins at 11:00 EVE and takes some minutes. CapTrack resumes automatically.
state-empty = No capital ships
state-empty-how = { $n ->
    [one] Your pilot neither flies nor owns one. CapTrack shows one here as soon as that changes.
   *[other] None of your { $n } pilots flies or owns one. CapTrack shows one here as soon as that changes.
}

## Settings

one-less = One less: { $name }
one-more = One more: { $name }

## An end of one's own

until-time = Until
until-clock = this computer's clock
