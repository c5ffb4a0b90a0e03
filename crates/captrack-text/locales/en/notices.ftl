### The core, English: what notifications say.

## A notification about a main

notification-main = { $main }: { $ships }
notification-main-and-more = { $main }: { $ships } and { $n } more
notification-ship = { $ship }, { $pilot }, { $place }
notification-ship-watched = { $ship } · { $rule }: { $why }
notification-massing = Massing: { $rule }
notification-snooze = Snooze { $length }

## One notification about several mains

summary-first-read = Open alerts: { $mains } { $mains ->
    [one] main
   *[other] mains
}
summary-after-quiet = During quiet hours: { $mains } { $mains ->
    [one] main
   *[other] mains
}
summary-reminder = Still open: { $mains } { $mains ->
    [one] main
   *[other] mains
}
summary-many = New alerts: { $mains } { $mains ->
    [one] main
   *[other] mains
}
summary-more-mains = and { $n } more { $n ->
    [one] main
   *[other] mains
}
