### CapTrack Desktop, English. What users do from several places.

## The program and its windows

save = Save

## Snoozing

snooze = Snooze
snooze-whom = Snooze { $whom }
whom-card = { $pilots ->
    [one] the pilot of { $main }
   *[other] all { $pilots } pilots of { $main }
}
whom-place = { $pilots ->
    [one] the pilot with capitals in { $place }
   *[other] all { $pilots } pilots with capitals in { $place }
}
reason = Reason (optional)
snooze-reason-example = on deployment
snooze-clear = Clear the snooze
snoozed-now = Snoozed { $note }. What you choose takes its place.
told-snoozed = Snoozed { $length }: { $whom }.
told-cleared = No longer snoozed: { $whom }.
snooze-question = Snooze { $whom } { $length }?
snooze-question-ships = { $ships ->
    [one] 1 ship
   *[other] { $ships } ships
}
snooze-question-not-only-here = { $pilots ->
    [one] 1 pilot with { $ships } stops alerting everywhere, not only here.
   *[other] { $pilots } pilots with { $ships } stop alerting everywhere, not only here.
}
snooze-question-everywhere = { $pilots ->
    [one] 1 pilot with { $ships } stops alerting everywhere.
   *[other] { $pilots } pilots with { $ships } stop alerting everywhere.
}
snooze-question-critical = Critical now: { $words }.
snooze-question-none-critical = None of their ships is critical now.
snooze-question-elsewhere = In other places: { $places }.
snooze-question-places = The ships are: { $places }.
snooze-question-place = { $n } in { $place }
snooze-question-place-all-critical = { $n } critical in { $place }
snooze-question-place-some-critical = { $n } in { $place } ({ $critical } critical)
snooze-question-more-places = { $n } more elsewhere
snooze-confirm = { $pilots ->
    [one] Snooze 1 pilot
   *[other] Snooze { $pilots } pilots
}

## Acknowledging

told-taken-back = No longer acknowledged: { $main }.
acknowledge = Acknowledge
acknowledge-main = Acknowledge what alerts under { $main }
acknowledge-meaning = Silent until a further capital alerts under this main or all of it is over. It is no snooze: the card stays where it is.
acknowledge-reason-example = op in Fountain
told-acknowledged = Acknowledged: { $main }.

## Putting pilots under mains

main-find = Put { $pilot } under another main
main-put = Put under another main
main-name = A part of the main's name
main-nobody = No watched pilot has a name like this.
main-own = Make them their own main
put-under = Put under
put-under-question = Put { $pilot } under { $main }?
put-under-meaning = Thresholds count the capitals of both together from then on.
told-put-under = { $pilot } is under { $main } now.
told-own-main = { $pilot } is their own main now.

## Signing in

sign-in = Sign in with EVE Online
sign-in-starting = Opening the browser …
sign-in-waiting = Your browser has EVE's sign-in page
sign-in-waiting-how = Choose the character there. This page goes on by itself when EVE sends the answer back; after some minutes it gives up.
sign-in-open-again = Open the page again
sign-in-copy-address = Copy its address
sign-in-address = The address of EVE's sign-in page
signed-in = { $pilot } is signed in. Their capitals appear within a minute.
consent = By signing in, the pilot agrees that this program reads their location, ship, online state, assets and the names of structures they can dock at, for as long as they stay signed in. Sign in only characters of your own, or of somebody who knows about this and has agreed to it.
client-id = Client id
client-id-step-open = Sign in at EVE's developer site and create an application there. Its name is up to you.
client-id-open = EVE's applications
client-id-step-callback = Give it this callback URL, exactly as it is:
client-id-step-scopes = Give it these scopes:
client-id-step-paste = Paste the client id that it shows you:
client-id-example = 32 letters and digits
client-id-none = Without one nobody can sign in.
client-id-own-in-force = This client id is yours and in use.
client-id-default-in-force = In use is the one that came with the program: { $id }. Set your own here if you have registered an application.
client-id-use-default = Use the default
client-id-saved = The client id is saved. Pilots can sign in now.
client-id-default = The client id is the default one again.
callback-url = Callback URL
scopes = Scopes
copy-scopes = Copy all

## Settings

sign-out-whom = Sign out { $pilot }
sign-out-question = Sign out { $pilot }? Their access is revoked where EVE allows it, and everything of theirs is deleted here: capitals, places, snoozes and alerts. This cannot be undone.
sign-out-yes = Delete all and sign out
sign-out-no = Keep
signed-out = { $pilot } is signed out and everything of theirs is deleted.
signed-out-remains = { $pilot } is signed out and everything of theirs is deleted here. { $remains }

## Settings: rules

and-more = and { $n } more

## Settings: files

file-unknown = “{ $name }” is neither settings (.toml) nor mains (.csv): choose another file.
import-title = What { $name } would change
import-refused = This file cannot be used
import-nothing = Nothing: everything in it is so already.
import-setting = Setting
import-old = Now
import-new = Then
import-pilot = Pilot
import-main-old = Main now
import-main-new = Main then
import-apply = { $n ->
    [one] Apply 1 change
   *[other] Apply { $n } changes
}
import-leave = Leave everything as it is
import-close = Close
import-settings-applied = { $n ->
    [one] One setting from the file is in force.
   *[other] { $n } settings from the file are in force.
}
import-mains-applied = { $n ->
    [one] One pilot has come under another main.
   *[other] { $n } pilots have come under another main.
}
import-unchanged = { $n ->
    [one] One line says what is so already.
   *[other] { $n } lines say what is so already.
}
import-unknown = { $n ->
    [one] One pilot of the file is not watched here and is left out: { $ids }.
   *[other] { $n } pilots of the file are not watched here and are left out: { $ids }.
}

## Pilots and coverage

chosen-pilots = { $n ->
    [one] one pilot
   *[other] { $n } pilots
}
main-own-each = Make each their own main
put-several-meaning = Thresholds count the capitals of all of them together from then on.
told-several-put-under = { $n } pilots are under { $main } now.
told-several-own-main = { $n } pilots are their own mains now.
