### The core, English: what moves. A movement follows the names of ship and pilot.

## What a ship did

move-first-seen = first seen: { $to }
move-first-seen-nowhere = first seen, location not known
move-located = location became known: { $to }
move-undocked = undocked
move-undocked-from = undocked from { $from }
move-docked = docked: { $to }
move-moved-to = moved to { $to }
move-moved = moved from { $from } to { $to }
move-jumped = jumped from { $from } to { $to }
move-bridged = bridged from { $from } to { $to }
move-took-gates = took gates from { $from } to { $to }
move-with-facts = { $moved }, { $facts }
move-gates = at least { $n } { $n ->
    [one] gate
   *[other] gates
}
move-light-years = { $n } ly
move-entered = entered { $space }: { $to }
move-came-out = came out of { $space }: { $to }
move-changed-pilot = changed pilot: { $from } → { $to }
move-out-of-sight = out of sight, last seen: { $to }
move-seen-again = seen again
move-seen-again-after = seen again after { $lost }
move-disputed = two readings of the same time disagree: { $from }, { $to }
move-gone = no longer listed, last seen: { $to }
space-known = known space
space-wormhole = wormhole space
space-abyssal = abyssal space
space-void = void space
space-hidden = a hidden system

## What its pilot did

move-boarded = boarded: { $place }
move-left-by-pilot = left by its pilot: { $place }
move-logged-on = pilot logged on: { $place }
move-logged-off = pilot logged off: { $place }

## When

moved-at-or-before = at or before { $at }, { $age } ago
moved-at = at { $at }, { $age } ago
moved-between = between { $before } and { $at }, { $age } ago

## Why a watch rule alerts

watch-move = { $what }, { $when }
watch-undocked = Undocked in { $to }
watch-logged-on = Pilot logged on in { $to }
watch-moved = Moved from { $from } to { $to }
watch-moved-to = Moved to { $to }
watch-entered = Entered the listed places: { $from } → { $to }
watch-entered-to = Entered the listed places: { $to }
watch-left = Left the listed places: { $from } → { $to }
watch-left-to = Left the listed places: { $to }
watch-in-space = In space for { $stays }, perhaps tethered: since { $since }, last seen { $seen }
watch-in-space-stage = In space for { $stays }, perhaps tethered (stage { $stage } of { $stages }): since { $since }, last seen { $seen }
watch-of-rule = { $rule }
watch-massing = { $who } { $place } (alerts at { $n } in { $minutes } min)
watch-massing-and = { $who } { $place } (alerts at { $n } in { $minutes } min), { $aside }
watch-mains = { $n ->
    [one] { $n } main
   *[other] { $n } different mains
} with { $ships }
watch-ships = { $n } { $ships }
watch-around = within { $light_years } light years of { $place }
watch-in = in { $place }
watch-stale = { $n } out of date
watch-older = { $n } more last seen there earlier
watch-expected = { $n } expected
