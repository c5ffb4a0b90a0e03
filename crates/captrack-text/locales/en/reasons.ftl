### The core, English: why a ship alerts or does not, and why a card stands where it stands.

## A ship

why-always = { CAPITALISED($classes) } always alert
why-count = { $ships } (alerts at { $need })
why-count-stale = { $ships }, { $stale } out of date (alerts at { $need })
why-track-only = { CAPITALISED($classes) } are only tracked
why-outside = Outside the listed places
why-left-out = In a place that the rules leave out
why-never-known = Its location was never known, and the rules leave such ships out
why-snoozed = Snoozed by { $by } { $until }
why-unclassified = A capital ship of a group that is in no class
why-packaged = { CAPITALISED($classes) } always alert, but not while packaged
why-left-auth = Its pilot has left AllianceAuth
why-expected = Expected until { $until } by { $by }: { $why }
why-watch = Watch rule "{ $rule }"
why-watch-and = { $why }, watch rule "{ $rule }"
why-place-unknown = { $why }, place unknown

## A card that alerts

card-no-ships = No capital ships are known
card-alerts = { $parts }
card-watched = Watch rule "{ $rule }": { $ships }
card-always = { $ships } always { $n ->
    [one] alerts
   *[other] alert
}
card-fleet-of-mains = { $ships } under { $mains } mains (alerts at { $need })
card-fleet-in-part = { $ships } here, { $have } in all (alerts at { $need })

## A card whose pilots are snoozed

card-all-snoozed = { $pilots ->
    [one] Its pilot is
   *[other] All of its pilots are
} { $snoozed }
card-would-alert = { $ships } would alert, but { $n ->
    [one] its
   *[other] their
} pilot is { $snoozed }
card-would-alert-all = { $ships } would alert, but their pilots are { $snoozed }
card-would-alert-some = { $ships } would alert, but { $asleep } of their { $pilots } pilots { $asleep ->
    [one] is
   *[other] are
} { $snoozed }
snoozed-until = snoozed { $until }
snoozed-first-until = snoozed, the first { $until }

## A card that is quiet

card-nearest = { CAPITALISED($nearest) }
card-nearest-and-left-out = { $ships } { $kinds }; { $nearest }
nearest = nearest: { $have } of { $need } { $classes }
nearest-of-one-main = nearest: { $have } of { $need } { $classes } under one main
card-quiet = { CAPITALISED($kinds) }
card-quiet-ships = { $n ->
    [one] A capital ship
   *[other] Capital ships
} { $kind }
card-quiet-never-known = { CAPITALISED($kind) }, and the rules leave such ships out
quiet-outside = outside the listed places
quiet-left-out = in { $n ->
    [one] a place
   *[other] places
} that the rules leave out
quiet-place-unknown = at { $n ->
    [one] a location that was
   *[other] locations that were
} never known
quiet-tracked = only tracked
quiet-packaged = packaged
quiet-left = of { $n ->
    [one] a pilot who has
   *[other] pilots who have
} left AllianceAuth
quiet-no-class = of { $n ->
    [one] a group that is
   *[other] groups that are
} in no class

## A pilot, also one without ships

pilot-no-ships = No capital ship is known of this pilot; { $read }
pilot-only-ignored = Only of classes that are ignored: { $ships }
pilot-not-all-read = { $why }; { $missing }
pilot-assets-unread = its assets have not been read yet
pilot-ship-unread = its ship has not been read yet
pilot-unread = neither its ship nor its assets have been read yet
pilot-refused = nothing is read while EVE refuses its sign-in
pilot-read = its assets were read { $ago }
pilot-read-and-not-since = its assets were read { $ago } and not since
