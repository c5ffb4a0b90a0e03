### CapTrack Desktop, English. What stands around every page.

## The program and its windows

dashboard = Dashboard
settings = Settings
rail = Pages
open-settings = Open settings
undo = Undo
put-away = Put away

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

## Keys of the main window

keys = Keys

## The pages of the main window

pilots-page = Pilots and coverage
activity-page = Activity log
discord-page = Discord
rail-page = { $name } ({ $value })
rail-critical = { $name }: { $n ->
    [one] one critical capital
   *[other] { $n } critical capitals
}
