### The core, English: the words of the field. Names stand as their owners wrote them.

## Times and lengths of time

time-full = { $date } { $time } EVE
time-today = { $time } EVE
time-this-year = { $day } { $month } { $time } EVE
time-other-year = { $day } { $month } { $year } { $time } EVE
month-1 = Jan
month-2 = Feb
month-3 = Mar
month-4 = Apr
month-5 = May
month-6 = Jun
month-7 = Jul
month-8 = Aug
month-9 = Sep
month-10 = Oct
month-11 = Nov
month-12 = Dec
length-seconds = { $n } s
length-minutes = { $n } min
length-hours = { $n } h
length-hours-minutes = { $n } h { $minutes } min
length-days = { $n } d
length-days-hours = { $n } d { $hours } h

ago-moments = less than a minute ago
ago-minutes = { $n } min ago
ago-hours = { $n } h ago
ago-days = { $n } d ago

## Between the things of a list

sentences = { $sentences }
as-sentence = { SENTENCE($text) }
said = { $words }
joined-comma = { $first }, { $rest }
joined-and = { $first } and { $rest }
joined-or = { $first } or { $rest }
joined-semicolon = { $first }; { $rest }
joined-sentences = { $first } { $rest }

and-more = and { $n } more

## Classes: one, several, counted

class-titan = titan
class-supercarrier = supercarrier
class-dreadnought = dreadnought
class-lancer-dreadnought = lancer dreadnought
class-carrier = carrier
class-command-carrier = command carrier
class-force-auxiliary = force auxiliary
class-capital-industrial = capital industrial
class-jump-freighter = jump freighter
class-freighter = freighter
class-unclassified = unclassified capital

classes-titan = titans
classes-supercarrier = supercarriers
classes-dreadnought = dreadnoughts
classes-lancer-dreadnought = lancer dreadnoughts
classes-carrier = carriers
classes-command-carrier = command carriers
classes-force-auxiliary = force auxiliaries
classes-capital-industrial = capital industrials
classes-jump-freighter = jump freighters
classes-freighter = freighters
classes-unclassified = unclassified capitals
class-named = { $name }

count-titan = { $n } { $n ->
    [one] titan
   *[other] titans
}
count-supercarrier = { $n } { $n ->
    [one] supercarrier
   *[other] supercarriers
}
count-dreadnought = { $n } { $n ->
    [one] dreadnought
   *[other] dreadnoughts
}
count-lancer-dreadnought = { $n } { $n ->
    [one] lancer dreadnought
   *[other] lancer dreadnoughts
}
count-carrier = { $n } { $n ->
    [one] carrier
   *[other] carriers
}
count-command-carrier = { $n } { $n ->
    [one] command carrier
   *[other] command carriers
}
count-force-auxiliary = { $n } { $n ->
    [one] force auxiliary
   *[other] force auxiliaries
}
count-capital-industrial = { $n } { $n ->
    [one] capital industrial
   *[other] capital industrials
}
count-jump-freighter = { $n } { $n ->
    [one] jump freighter
   *[other] jump freighters
}
count-freighter = { $n } { $n ->
    [one] freighter
   *[other] freighters
}
count-unclassified = { $n } { $n ->
    [one] unclassified capital
   *[other] unclassified capitals
}
capital-ships = capital ships
count-named = { $n } { $name }

counts = { $ships }

## Levels

level-snoozed = snoozed
level-informational = informational
level-unclassified = unclassified

## Places

place-in-region = { $system } ({ $region })
place-unknown = place unknown
place-another = another place
place-no-one-knows = an unknown place
place-unknown-location = an unknown location
place-unknown-structure = an unknown structure
place-in-space = { $system } (in space)
place-docked = { $system } (docked, structure not known)
place-asset-safety = asset safety
site-in-space = In space
site-left-in-space = Left in space
site-asset-safety = Asset safety
card-place-not-known = Place not known
system-named = { $name }
system-unnamed = System { $id }
place-region-id = region { $id }
place-constellation-id = constellation { $id }
place-system-id = system { $id }
place-constellation-named = { $name } (constellation)
place-set = the set of places "{ $name }"

## Who did something: this computer's user has no name

this-computer = this computer
someone = { $name }

## Until when

until-time = until { $time }
until-cleared = until cleared
