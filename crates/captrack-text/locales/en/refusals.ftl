### The core, English: why a command was not carried out. What happened, then what to do.

## Pilots, mains, snoozes, acknowledgements

refused-callback-port = A callback port is a number from 1 to 65535: check it.
refused-unknown-pilot = No pilot called "{ $pilot }" is signed in here; check the name or the id.
refused-unknown-pilot-or-ship = No pilot or ship called "{ $name }" is known here; check the name or the id.
refused-unknown-main = No pilot called "{ $main }" is signed in here; a main that is not is given by its character id.
refused-no-character-id = { $id } is no character id: check the number.
refused-main-cycle = Nothing was changed: { $pilots } would be under each other; say which of them is the main.
refused-mains-file = Nothing was changed: { $why }.
mains-file-header = the first line must name a column for pilots (such as pilot_id, Character or Alt) and one for their mains (such as main_id or Main)
mains-file-line = line { $line } does not have a pilot and a main: "{ $text }"
mains-file-twice = line { $line } puts { $pilot } under another main than line { $first } does
mains-line-nobody = Line { $line }: nobody watched here is called “{ $name }”.
mains-line-several = Line { $line }: several pilots are called “{ $name }”. Give the id.
pilot-stays = { $pilot } stays on the dashboard, because AllianceAuth names it.
refused-main-is-given = Nothing was changed: AllianceAuth says whose pilot { $pilot } is; change it there.
refused-snooze-length = A snooze lasts between one second and 30 days; use "until cleared" for longer.
refused-nothing-to-acknowledge = { $main } has no open alerts, so there is nothing to acknowledge.

## Rules and the relay

refused-no-such-group = There is no group { $group } in New Eden: check the number.
refused-no-group-of-ships = Group { $group }, { $name }, is no group of ships: take it out.
refused-group-unchecked = Group { $group } could not be checked now, because EVE's servers do not answer: try again later.
refused-webhook-not-set = The { $webhook } webhook has no address yet: set it first.
refused-no-webhook = There is nowhere to relay to: set a webhook first.

## Undoing

refused-no-longer-undone = This change can't be undone any more: it is undone already, or too many others came after it.
refused-nothing-to-undo = There is nothing to undo: nothing was changed since CapTrack started.
refused-pause-length = A pause with an end lasts between one second and 30 days; pause until you resume for longer.
refused-change-has-ended = Nothing of this change is left to undo: it has ended meanwhile.

## AllianceAuth

an-admin = an admin on AllianceAuth
refused-other-rules = Nothing was changed: { $who } has published other rules meanwhile, and they apply now. Look at them and save again.
refused-not-connected = CapTrack is not connected to an AllianceAuth. Connect it first.
refused-connected-elsewhere = CapTrack is connected to { $server }. Disconnect it first.
refused-token-lost = The token for { $server } is not kept any more: connect again.
refused-no-allianceauth = This CapTrack cannot speak to an AllianceAuth.
refused-may-not-read = Your AllianceAuth account has no permission to read ships. Ask an admin.
refused-may-not-refresh = { $server } does not take it from your account: ask an admin there for the permission “refresh_access” of CapTrack Bridge.
right-to-change-rules = Your account on { $server } may not change rules: ask an admin there for the permission “admin_access” of CapTrack Bridge.
reads-refused = { $pilot }: { $why }
reads-refused-several = { $n } pilots: { $why }
refused-reads-none = { $server } reads none of these pilots.
refused-answer-unsaved = The token is valid and CapTrack is connected, but it could not save AllianceAuth's answer; it asks again. { $why }
token-revoked = The token “{ $name }” was revoked on AllianceAuth.
token-to-be-revoked = To make the token useless too, revoke “{ $name }” on AllianceAuth's CapTrack page.
token-not-deleted = It could not be deleted from this computer: { $why }
rules-are-no-settings = they are no list of settings
rules-cannot-be-used = The rules that { $by } published cannot be used here, so the earlier ones stay in force: { $why }.
rules-are-refused = The rules that { $by } published cannot be used here, so the earlier ones stay in force. { $why }
rules-not-understood = CapTrack does not understand what { $by } published for { $rules }, so that stays as it was here: update CapTrack.
rule-cannot-be-used = What { $by } published for { $rule } cannot be used here, so that stays as it was. { SENTENCE($why) }
refused-disconnected-meanwhile = CapTrack was disconnected meanwhile.
refused-ships-unread = The token is valid, but the ships could not be read yet: { $why }
refused-ships-follow = The token is valid. The ships have not arrived yet; they will follow automatically.

## Signing in, other versions

refused-no-sign-in = No sign-in was begun; start one first.
refused-sign-in-given-up = The sign-in was given up; start again when you want to.
refused-sign-in-elsewhere = The sign-in page would be on another site than the one you gave: report this.
refused-another-version = The running CapTrack is of another version; restart it.
refused-window-of-another-version = The window and the program do not understand each other. Restart CapTrack.
refused-crashed = CapTrack crashed while it did this. Check whether it took effect, then try again. Report this with the log.
