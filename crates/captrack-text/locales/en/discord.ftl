### The core, English: what Discord is sent.

## Notes of CapTrack itself

outage-sent-here = Critical alerts are sent here for now: { CAPITALISED($what) }.
outage-critical-undelivered = { $n } critical { $n ->
    [one] alert
   *[other] alerts
} cannot be delivered: { $what }. CapTrack keeps what waits and tries again.
outage-undelivered = { $n } { $n ->
    [one] alert
   *[other] alerts
} cannot be delivered: { $what }. CapTrack keeps what waits and tries again.
outage-critical-over = Critical alerts are delivered again.
outage-over = Alerts are delivered again.
source-answers = { $source } answers again. CapTrack is up to date.
mended-pause = CapTrack polls and sends alerts again.
mended-sign-ins = EVE accepts the sign-ins again.
mended-roster = AllianceAuth names all pilots and ships again.
mended-coverage = AllianceAuth can read the pilots again.
mended-notifications = Desktop notifications work again.
mended-saving = CapTrack can save again.
mended-window = CapTrack's window works again.
mended-disk = CapTrack's disk has room again.
mended-parts = All parts of CapTrack work again.
mended-ships = All ships that alert are seen again.

## Messages about alerts. Asterisks and `<t:…>` in what is put in are Discord's own signs

test-title = CapTrack test
test-critical = This channel will receive critical alerts. This is only a test: someone pressed the test button.
test-standard = This channel will receive alerts. This is only a test: someone pressed the test button.
tone-first-read = Open alerts:
tone-edit = After a change of settings:
tone-reminder = Still open:
level-critical = critical
level-alerting = alerting
news-opened = new
news-more = more
news-snooze-ended = snooze ended
news-reopened = resolved and open again
news-moved = moved
news-still-open = still open
news-opened-and-resolved = new and resolved
news-resolved = resolved
open-for = { $news } (open for { $length })
now-resolved = now resolved
no-longer-alerts = no longer alerts
named-later = continued in a later message
no-longer-watched = These ships are no longer watched.
alerts-again = alerts again
resolved-after = resolved after { $length }
seen = seen { $when }
last-seen = { $doubt }, last seen { $when }
out-of-date = out of date
not-confirmed = not confirmed
class-none = unclassified
main-unnamed = Main { $id }
pilot-unnamed = Pilot { $id }
type-unnamed = Type { $id }
title-continued = { $title } (continued)
and-more-below = and { $n } more, see below
ship-number = Ship { $n } of { $all }
ship-numbers = Ships { $first } to { $last } of { $all }
mains-counted = { $n } { $n ->
    [one] main
   *[other] mains
}
ships-counted = { $n } { $n ->
    [one] ship
   *[other] ships
}
snoozed = Snoozed
snoozed-pilot = { $pilot } until cleared
snoozed-pilot-until = { $pilot } until { $time }
sent-by = Sent by { $desk }

## The digest

digest-title = Open alerts
digest-nothing = No open alerts.
digest-mains = Mains
digest-happened-title = What happened
digest-happened = { $n } new { $n ->
    [one] alert
   *[other] alerts
}, { $resolved } resolved
digest-happened-since = { $n } new { $n ->
    [one] alert
   *[other] alerts
}, { $resolved } resolved since { $since }
digest-not-seen = Not seen, or not in time
digest-paused = Monitoring is off.
digest-eve-silent = Nothing has answered since { $since }.
digest-refused = EVE refuses the sign-in of { $n ->
    [one] { $n } pilot, who is
   *[other] { $n } pilots, who are
} not seen.
digest-unconfirmed = { $n ->
    [one] { $n } ship was
   *[other] { $n } ships were
} not confirmed in time.

## Watch rules

watch-rule = Watch rule
watch-rule-and-why = { $rule }: { $why }
massing = Massing
