### CapTrack Desktop, English. What controls and panels say of themselves.

## The program and its windows

cancel = Cancel
copy = Copy
copy-name = Copy: { $name }
copied = Copied: { $name }.
not-copied = { $name } could not be copied: select the text and press Ctrl+C.
try-again = Try again
stale = out of date

## Cards and rows

seen-fresh = Seen { $time }
seen-stale = Last seen { $time }; what is known may be out of date
seen-never = Last seen { $time }; its source has not answered yet

silent = No connection to CapTrack for at least 15 seconds. What you see may be out of date. If this does not pass, restart CapTrack.

## Finding

search = Search pilots, mains, hulls, places and corporations
search-example = Pilot, hull, system, class:titan …
search-clear = Clear the search
nothing-matches = No hull matches “{ $search }”
nothing-matches-how = Every word and every filter must hold. Take one out, or clear the search.
nothing-matches-hidden = { $n ->
    [one] One hull matches, but it stands in a part of the board that you have turned off in the settings.
   *[other] { $n } hulls match, but they stand in parts of the board that you have turned off in the settings.
}
all-hidden-how = The parts of the board that they stand in are turned off in the settings.

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

## Settings

one-less = One less: { $name }
one-more = One more: { $name }
