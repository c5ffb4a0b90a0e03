### CapTrack Desktop, English. What stands around every page.

## The program and its windows

dashboard = Dashboard
settings = Settings
rail = Pages
open-settings = Open settings
undo = Undo
put-away = Dismiss

## Banners

banner-paused = Monitoring is paused. CapTrack polls nothing and sends no alerts until you resume.
banner-paused-since = Monitoring has been paused since { $time }. CapTrack polls nothing and sends no alerts until you resume.
banner-paused-until = Monitoring is paused until { $time }. CapTrack polls nothing and sends no alerts until then.
banner-more = { $n ->
    [one] One more problem
   *[other] { $n } more problems
}
banner-all-shown = All problems are shown.
banner-all = Show all
banner-fewer = Show fewer
banner-demo = This is the demo. The alliance is invented, and everything is deleted when you quit.
banner-other-servers = CapTrack uses other servers than EVE's own: { $servers }
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
    [one] one critical ship
   *[other] { $n } critical ships
}
