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
    [one] the pilot with ships in { $place }
   *[other] all { $pilots } pilots with ships in { $place }
}
reason = Reason (optional)
snooze-reason-example = on deployment
snooze-clear = Clear snooze
snooze-until-downtime = until downtime
snoozed-now = Snoozed { $note }. A new choice replaces it.
snoozed-now-some = { $n } of { $of } pilots snoozed, the first { $end }. A new choice replaces it for all { $of }.
snooze-clear-some = { $n ->
    [one] Clear the one snooze
   *[other] Clear the { $n } snoozes
}
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

told-taken-back = Acknowledgement undone: { $main }.
acknowledge = Acknowledge
acknowledge-main = Acknowledge the alerts of { $main }
acknowledge-meaning = No more notifications for this main until another ship alerts or everything clears. The card stays on the dashboard.
acknowledge-reason-example = op in Fountain
told-acknowledged = Acknowledged: { $main }.

## Putting pilots under mains

main-find = Put { $pilot } under another main
main-put = Put under another main
main-name = Part of the main's name
main-nobody = No watched pilot has a name like this.
main-own = Make them their own main
put-under = Put under
put-under-question = Put { $pilot } under { $main }?
put-under-meaning = From then on thresholds count the ships of both together.
told-put-under = { $pilot } is under { $main } now.
told-own-main = { $pilot } is their own main now.

## Signing in

sign-in = Sign in with EVE Online
sign-in-another = Add another pilot
sign-in-panel = Adding pilots
sign-in-starting = Opening the browser …
sign-in-waiting = Continue in your browser
sign-in-waiting-how = Choose the character on EVE's sign-in page. CapTrack continues automatically, and stops waiting after some minutes.
sign-in-open-again = Open the page again
sign-in-copy-address = Copy the address
sign-in-address = The address of EVE's sign-in page
signed-in = { $pilot } is signed in. Their ships appear within a minute.
consent = By signing in, the pilot agrees that CapTrack reads their location, ship, online state, assets and the names of structures they can dock at, for as long as they stay signed in, and keeps the trail of their capital ships for 90 days. Only sign in your own characters, or those of someone who knows about this and agrees.
client-id = Client id
client-id-step-open = Sign in at EVE's developer site and create an application there. Its name is up to you.
client-id-open = EVE's applications
client-id-step-callback = Give it this callback URL, exactly as it is:
client-id-step-scopes = Give it these scopes:
client-id-step-paste = Paste the client id that it shows:
client-id-example = 32 letters and digits
client-id-none = Without a client id nobody can sign in.
client-id-own-in-force = Your own client id is in use.
client-id-default-in-force = The client id that came with CapTrack is in use: { $id }. If you have registered an application, enter its id here.
callback-port = Callback port
callback-port-title = The port of the callback URL that your application was registered with. Change it where the system keeps 8635 for itself.
client-id-use-default = Use the default
client-id-saved = Client id saved. Pilots can sign in now.
client-id-default = The default client id is in use again.
callback-url = Callback URL
scopes = Scopes
copy-scopes = Copy all

## Settings

sign-out-whom = Sign out { $pilot }
sign-out-question = Sign out { $pilot }? CapTrack revokes their access where EVE allows it, and deletes everything of theirs here: ships, places, snoozes and alerts. This cannot be undone.
sign-out-yes = Sign out and delete
sign-out-no = Cancel
signed-out = { $pilot } is signed out, and everything of theirs is deleted.
signed-out-remains = { $pilot } is signed out, and everything of theirs is deleted here. { $remains }

## Settings: rules

and-more = and { $n } more

## Settings: files

file-unknown = “{ $name }” is neither a settings file (.toml) nor a mains file (.csv). Choose another file.
import-title = What { $name } would change
import-refused = CapTrack cannot use this file
import-nothing = Nothing: all of it is in force already.
import-setting = Setting
import-old = Now
import-new = New
import-pilot = Pilot
import-main-old = Main now
import-main-new = New main
import-apply = { $n ->
    [one] Apply 1 change
   *[other] Apply { $n } changes
}
import-leave = Change nothing
import-close = Close
import-settings-applied = { $n ->
    [one] One setting from the file is in force.
   *[other] { $n } settings from the file are in force.
}
import-mains-applied = { $n ->
    [one] One pilot moved to another main.
   *[other] { $n } pilots moved to another main.
}
import-columns = Pilots are read from the column “{ $pilots }”, mains from “{ $mains }”.
import-unchanged = { $n ->
    [one] One line changes nothing.
   *[other] { $n } lines change nothing.
}
import-unknown = { $n ->
    [one] One pilot of the file is not watched here and is skipped: { $ids }.
   *[other] { $n } pilots of the file are not watched here and are skipped: { $ids }.
}

## Pilots and coverage

chosen-pilots = { $n ->
    [one] one pilot
   *[other] { $n } pilots
}
main-own-each = Make each their own main
put-several-meaning = From then on thresholds count the ships of all of them together.
told-several-put-under = { $n } pilots are under { $main } now.
told-several-own-main = { $n } pilots are their own mains now.

## Names to copy and pages to open

links-of = Copy or look up { $name }
link-copy = Copy “{ $name }”
link-zkillboard = { $name } on zKillboard
link-dotlan = { $name } on Dotlan
