### The core, English: why a request, a sign-in, a secret or the database failed. What happened, then what to do. A text that begins with a small letter
### is a part of a sentence, or becomes one.

## ESI

esi-no-connection = ESI cannot be reached: check the network; CapTrack tries again automatically
esi-timed-out = ESI did not answer in time ({ $what }); CapTrack tries again automatically
esi-cut-short = ESI's answer was cut short ({ $what }); CapTrack asks again automatically
esi-malformed = ESI's answer could not be read ({ $what }); CapTrack asks again automatically
esi-downtime = EVE is in its daily downtime until 11:15 UTC; CapTrack continues automatically
esi-not-up = EVE's servers are not up yet; CapTrack tries again automatically
esi-vip-only = EVE's servers let only VIPs in at the moment; CapTrack tries again automatically
esi-budget-spent = this pilot's share of ESI requests is used up for now; CapTrack continues automatically
esi-too-many = ESI asks for a pause after too many requests; CapTrack continues automatically
esi-error-limit = ESI asks for a pause after too many errors; CapTrack continues automatically
esi-unknown-type = ESI does not know this ship type yet; CapTrack asks again automatically
esi-no-such-system = ESI named a solar system that does not exist ({ $number }); the last known place is kept
esi-no-such-pilot = ESI knows no such pilot any more: remove it with `captrack logout` or in the settings
esi-not-allowed = the sign-in does not allow { $what }: sign this pilot in again and allow everything that is asked for
esi-no-role = this pilot lacks the role in its corporation that ESI asks for ({ $what })
esi-access-refused = ESI did not accept this pilot's access ({ $what }); CapTrack tries again automatically
esi-sso-trouble = ESI has trouble with EVE SSO at the moment ({ $what }); CapTrack tries again automatically
esi-route-off = ESI does not offer this at the moment ({ $what }); CapTrack tries again automatically
esi-trouble = ESI has trouble at the moment ({ $what }, status { $status }); CapTrack tries again automatically
esi-something-between = something on the way to ESI answered instead ({ $what }, status { $status }); CapTrack tries again automatically
esi-error = ESI answered with an error ({ $what }, status { $status }); CapTrack tries again automatically

## What ESI was asked about, in brackets

esi-online = online
esi-location = location
esi-ship = ship
esi-assets = assets
esi-affiliation = affiliation
esi-names = names
esi-structure = a structure
esi-type = a ship type
esi-group = a ship group
esi-system = a solar system
esi-status = server status

## Addresses of an endpoints file

address-not-a-url = the address of { $server } is not a URL: write it like https://esi.evetech.net
address-insecure = the address of { $server } must begin with https://; plain http is only for this computer itself (localhost)
address-not-bare = the address of { $server } must be a bare one, without a user name, a query or a #: write it like https://esi.evetech.net
server-esi = ESI
server-sso = the SSO
server-images = the image server

## EVE SSO

sso-no-connection = EVE SSO cannot be reached: check the network and try again
sso-timed-out = EVE SSO did not answer in time: try again in a few minutes
sso-trouble = EVE SSO has trouble at the moment (status { $status }): try again in a few minutes
sso-too-many = EVE SSO asks for a pause after too many requests: try again in a few minutes
sso-metadata = EVE SSO describes itself in a way that cannot be read: try again later, or check the endpoints file
sso-address = EVE SSO names an address that may not be used: { $why }
sso-unreadable = the answer of EVE SSO could not be read: try again in a few minutes
sso-invalid-grant = EVE SSO no longer accepts this sign-in: sign in again
sso-bad-client = EVE SSO does not know this client id: check it in the settings against https://developers.eveonline.com/applications
sso-refused = EVE SSO refused the request: check client id and scopes in the settings, then try again
sso-crashed = the answer of EVE SSO could not be read because of an error inside CapTrack: try again in a few minutes

jwt-malformed = the access that EVE SSO gave is not a proper token: try to sign in again
jwt-algorithm = the access that EVE SSO gave is signed in a way that is not accepted: try to sign in again
jwt-no-key-id = the access that EVE SSO gave does not say which key signed it: try to sign in again
jwt-unknown-key = the access was signed with a key that is not one of EVE SSO's: try to sign in again
jwt-signature = the access is forged or damaged, its signature does not fit: try to sign in again
jwt-claims = the access that EVE SSO gave lacks what it must say: try to sign in again
jwt-issuer = the access was not issued by EVE SSO: check the endpoints file, then try to sign in again
jwt-other-application = the access was made for another application: check the client id in the settings, then sign in again
jwt-not-for-eve = the access was not made for EVE Online: try to sign in again
jwt-expired = the access that EVE SSO gave has already expired: check this computer's clock, then try again
jwt-not-yet-valid = the access that EVE SSO gave is not valid yet: check this computer's clock, then try again
jwt-subject = the access does not belong to an EVE character: try to sign in again

## Signing in

sign-in-no-client-id = CapTrack needs a client id to sign in: register an application at https://developers.eveonline.com/applications with the callback http://localhost:{ $port }/callback, enter its client id in the settings, or look around with --demo
sign-in-port-taken = port { $port } is in use by another program: close it (or another sign-in that is still waiting) and try again
sign-in-port-reserved = port { $port } is reserved by the system (Windows does that for Hyper-V, WSL and Docker; "netsh interface ipv4 show excludedportrange protocol=tcp" shows which): enter the client id of an application of your own with another callback port in the settings
sign-in-port = port { $port } of this computer cannot be opened: enter the client id of an application of your own with another callback port in the settings
sign-in-consent-refused = the sign-in was refused on EVE's page: start again when you want to allow it
sign-in-page-error = EVE's sign-in page reported an error: check client id, callback address and scopes, then start again
sign-in-no-code = the answer of EVE's sign-in page had no code in it: start again
sign-in-timed-out = the time for this sign-in is up: start again
sign-in-no-refresh-token = EVE SSO gave no lasting sign-in: check that the application has the scopes CapTrack asks for, then start again
sign-in-not-stored = the sign-in could not be kept: { $why }

## The page that the browser shows at the end of a sign-in

sign-in-page-signed-in = Signed in as { $pilot }
sign-in-page-watched = CapTrack watches this pilot's capital ships from now on. You can close this page.
sign-in-page-failed = Not signed in
sign-in-page-ended = This sign-in has ended
sign-in-page-start-again = Close this page and start again in CapTrack if you still want to sign in.

## A pilot's access to ESI

access-shutting-down = CapTrack is shutting down
access-signed-out = this pilot was signed out: sign in again to watch it
access-other-account = { $pilot } now belongs to another account: sign in again if it is still yours
access-sign-in-refused = EVE refused the sign-in of this pilot
access-other-pilot = EVE SSO gave access to another pilot than this one; CapTrack tries again automatically
access-not-kept = the renewed sign-in could not be kept: { $why }
access-no-sign-in = No sign-in for this pilot is in { $place }. Start CapTrack with the place of secrets you signed in with, or sign in again.
access-sign-in-unreadable = The sign-in of this pilot in { $place } cannot be read. Sign in again.
sign-out-not-revoked = the sign-in was deleted here, but EVE SSO did not confirm that it is revoked: remove CapTrack at { $page }
sign-out-not-deleted = the sign-in is revoked, but could not be deleted here: { $why }
sign-out-neither = the sign-in could neither be deleted here ({ $why }) nor revoked: remove CapTrack at { $page }

## Reading what EVE says

read-out-of-date = EVE's servers answer with data that is out of date; CapTrack asks again automatically.
read-crashed = Reading failed inside CapTrack.
look-up-crashed = Looking up failed inside CapTrack.

## Secrets and where they lie

place-keyring = the keyring
place-secrets-file = the secrets file
place-session = this session's secrets

secret-no-keyring = no keyring was found on this computer: start one (such as gnome-keyring or KWallet), or start CapTrack with --secrets file:PATH
secret-locked = the keyring is locked: unlock it and try again
secret-wrong-passphrase = the passphrase does not open the secrets file: check the file that CAPTRACK_PASSPHRASE_FILE names

keyring-broke-off = the keyring call broke off: try again
keyring-no-thread = no thread for the keyring could be started ({ $error }): try again
keyring-too-long = the secret is longer than this keyring can hold: start CapTrack with --secrets file:PATH
keyring-ambiguous = the keyring holds the same CapTrack Desktop entry more than once: delete these entries in the keyring's own program and sign in again
keyring-not-ours = the keyring holds a CapTrack Desktop entry that CapTrack did not write: delete it in the keyring's own program and sign in again
keyring-failed = the keyring failed ({ $error }): try again, or start CapTrack with --secrets file:PATH
keyring-no-collection = the keyring has no default collection: make one in the keyring's own program (such as Passwords and Keys) and try again

secrets-file-broke-off = the call to the secrets file broke off: try again
secrets-file-gone = the secrets file { $file } is gone: put it back, or restart CapTrack and sign in again
secrets-file-replaced = the secrets file { $file } was replaced by one with another passphrase: restart CapTrack
secrets-file-unread = the secrets file { $file } cannot be read ({ $error }): let CapTrack read it or name another path
secrets-file-no-folder = the folder of the secrets file { $file } does not exist: make it or name another path
secrets-file-unwritten = the secrets file { $file } cannot be written ({ $error }): check the folder's permissions and free space
secrets-file-foreign = { $file } is not a secrets file of CapTrack: name another path
secrets-file-newer = the secrets file { $file } was written by a newer CapTrack: update this one
secrets-file-damaged = the secrets file { $file } is damaged: put back a copy of it, or move it away and sign in again
secrets-file-too-many = the secrets are too many for one file: delete some
secrets-file-no-json = the secrets could not be written as JSON ({ $error }): try again
secrets-file-no-key = no key could be made for the secrets file ({ $error }): put back a copy of the file
secrets-file-no-random = the system gave no random numbers ({ $error }): try again

passphrase-not-set = no passphrase for the secrets file: write it to a file that only you can read and name that file in { $variable }
passphrase-missing = { $variable } names { $file }, which does not exist: make that file or name another
passphrase-unread = { $variable } names { $file }, which cannot be read ({ $error }): name a file that you can read
passphrase-not-text = { $variable } names { $file }, which is not UTF-8 text: save the passphrase as plain text
passphrase-empty = { $variable } names { $file }, which is empty: write the passphrase into it

## The database

store-damaged = { $database } is damaged; it was left as it is. Move it away to start with a new one.
store-newer = { $database } was written by a newer CapTrack (schema { $schema }); update CapTrack.
store-foreign = { $database } is not a database of this CapTrack; it was left as it is. Move it away to start with a new one.
store-read-only = { $database } cannot be written; make the file and its folder writable, or choose another folder.
store-disk-full = The disk that holds { $database } is full; make room on it, what was saved before is safe.
store-no-room-for-copy = There is no room on the disk for a copy of { $database }, which CapTrack makes before it brings it up to date; make room and start CapTrack again. Nothing was changed.
store-busy = { $database } is in use by another program; close that program and try again.
store-no-folder = The folder { $folder } cannot be made ({ $error }); choose another folder.
store-unreadable = A row of { $table } ({ $row }) cannot be read ({ $why }); update CapTrack.
store-unwritable = A value for { $table } cannot be written ({ $error }); please report this.
store-failed = { $database } could not be used ({ $error }); check the disk and start CapTrack again.
row-no-such-kind = no such kind
row-no-such-outcome = no such outcome
row-no-such-state = no such state
row-no-such-receiver = no such receiver
row-of-another-version = another version wrote it
row-lacks-fields = it lacks what its kind tells of
row-time = a time is out of range
database-damaged = The database is damaged: { $why }.
database-strays = { $n } rows belong to pilots who are not there.
database-given-up = { $n } notices were written by another version of CapTrack and cannot be sent.
notice-unreadable = It was written by another version of CapTrack and cannot be read.

## AllianceAuth

auth-no-token = That is no token: copy it from AllianceAuth's CapTrack page again.
auth-token-refused = AllianceAuth does not accept the token: create a new one on its CapTrack page.
auth-not-permitted = Your AllianceAuth account may not do this: ask an admin for the permission.
auth-not-understood = AllianceAuth's CapTrack bridge does not understand this CapTrack (status { $status }): update both.
auth-could-not-answer = AllianceAuth could not answer (status { $status }): its admin finds the reason in its log.
auth-refused-without-reason = AllianceAuth refused CapTrack without a reason that it understands (status { $status }): it is asked again.
auth-too-many-groups = { $n } groups of ships are tracked, and AllianceAuth answers for 1 to { $most }: change the groups in the settings.
auth-too-large = AllianceAuth's answer about { $what } is larger than { $size }, which is more than CapTrack takes.
auth-too-large-capitals = AllianceAuth's answer about { $what } is larger than { $size }, which is more than CapTrack takes: track fewer groups.
auth-too-many-rows = AllianceAuth's answer about { $what } has more than 500,000 rows, which is more than CapTrack takes.
auth-other-version = AllianceAuth's CapTrack bridge speaks version { $version } of its language: update CapTrack.
auth-broken = AllianceAuth's answer about { $what } is broken or not complete: it counts for nothing and is asked for again.
auth-no-random = This computer gave no random numbers, so the sign-in cannot be made safe: try again.
auth-not-read-now = AllianceAuth does not read this pilot now.
auth-makes-no-sense = It makes no sense to the server.
auth-round-crashed = Asking AllianceAuth failed inside CapTrack.
auth-wavering-clock = AllianceAuth says another time with each answer: an admin should look at its clock.
auth-odd-policy = AllianceAuth's answer about the policy makes no sense: nothing was changed.
auth-token-not-found = The token for { $address } was not found where CapTrack keeps its secrets. If it stays so, connect again with a new token.

about-capitals = capitals
about-coverage = coverage
about-snoozes = snoozes
about-acknowledgements = acknowledgements
about-policy = the policy
about-token = the token
about-sign-in = the sign-in
about-refresh = refresh

## The way to AllianceAuth

auth-cannot-ask = CapTrack cannot ask { $address }: check the address and the token.
auth-broke-off = The connection to { $address } broke before the whole answer was there.
auth-certificate = The certificate of { $address } is not trusted, so nothing was sent: check the address, the network and this computer's clock, or ask an admin.
auth-unknown-host = The address { $address } was not found: check the address and the network.
auth-nothing-answers = Nothing answers at { $address }: check the address, or wait until the server runs again.
auth-timed-out = The server at { $address } did not answer in time: the server may be busy, or the network slow.
auth-unreachable = The server at { $address } could not be reached: check the network.

## Something else that answers in the place of AllianceAuth's bridge

foreign-no-bridge = There is no CapTrack bridge at { $address }: check the address, or ask an admin to install aa-captrack-bridge on AllianceAuth.
foreign-password = The web server in front of AllianceAuth at { $address } asks for a password of its own: ask an admin to let /captrack-bridge/api/ through.
foreign-firewall = Something in front of AllianceAuth at { $address } refuses CapTrack, perhaps a firewall: ask an admin to let /captrack-bridge/api/ through.
foreign-too-many = The web server at { $address } asks for a pause: too many requests came from here.
foreign-down = AllianceAuth at { $address } is not running or is being worked on (status { $status }): its admin will know more.
foreign-page = The server at { $address } answers with a web page and not with its CapTrack bridge: check the address, or ask an admin whether the bridge is installed.
foreign-answer = What answers at { $address } is not AllianceAuth's CapTrack bridge (status { $status }): check the address.
foreign-nowhere = The server at { $address } leads on to nowhere: check the address, or ask an admin.
foreign-login = AllianceAuth asks for a login instead of answering CapTrack: an admin must add "captrack_bridge" to APPS_WITH_PUBLIC_VIEWS in its settings and restart it.
foreign-other-page = The server at { $address } leads on to another page instead of answering: ask an admin whether the CapTrack bridge is installed.
foreign-site = The server at { $address } leads on to { $site }, where the token is not sent: use that address if it is your AllianceAuth.
foreign-other-site = The server at { $address } leads on to another site, where the token is not sent: check the address.

## Connecting to AllianceAuth

auth-address-missing = Give the address of your AllianceAuth, such as https://auth.example.com.
auth-address-unread = That is no address: it looks like https://auth.example.com.
auth-address-user = Leave user name and password out of the address: the token says who you are.
auth-address-plain = The address must begin with https://, for the token would be readable on its way.
auth-token-odd = That is no token: create one on AllianceAuth's CapTrack page and paste all of it.
auth-none-begun = No sign-in through AllianceAuth was begun here: start it from CapTrack's settings.
auth-answered-already = The page has answered already. Wait until CapTrack is connected.
link-unread = That is neither a captrack:// link nor a code: copy the code from AllianceAuth's page.
link-no-code = There is no code in the link: start the sign-in again.
link-other-site = The link comes from another AllianceAuth than the one that was opened: start the sign-in again with its address.
link-other-sign-in = The link belongs to another sign-in: start again from CapTrack.

## Requests

http-no-request = the request cannot be made
http-insecure = plain http is only for this computer itself
http-unknown-host = the name of the server was not found
http-refused = the connection was refused
http-certificate = the certificate of the server is not trusted
http-tls = no secure connection
http-proxy = the proxy did not connect
http-connect-timed-out = no connection in time
http-unreachable = no connection
http-timed-out = no answer in time
http-broken = the connection ended before the whole answer was there
http-too-large = the answer is too large
http-no-tls = secure connections cannot be made on this computer: install its CA certificates and start CapTrack again

## Discord

discord-closed-thread = the thread of this webhook's address is closed: open it in Discord, or set another address
discord-unknown-webhook = Discord does not know this webhook (10015): if it was deleted, make a new one and set its address
discord-invalid-token = Discord does not accept the token of this webhook's address (50027): copy the address from Discord again
discord-unknown-thread = Discord does not know the thread of this webhook's address (10003): set the address with another thread_id, or without one
discord-forum = this webhook belongs to a forum (220001): set its address again with ?thread_id=NUMBER of one of the posts at its end
discord-forbidden = Discord forbids this webhook to post (50001, 50013): look at the channel's settings, or set another address
discord-too-many-edits = Discord takes no more edits of this message for now (30046): it is edited again later
discord-refused-message = Discord refused the message ({ $status }): { $said }
discord-refused-without-reason = Discord refused the message ({ $status }): without a reason
discord-in-trouble = Discord is in trouble (it answered { $status }): the message is sent again
discord-refused-request = Discord refused the request ({ $status }) for an unknown reason: the message is sent again
discord-something-between = something between this computer and Discord answered ({ $status }): the message is sent again
discord-foreign-answer = something other than Discord answered, such as the sign-in page of a network: the message is sent again
discord-timed-out = Discord did not answer in time: the message may have arrived and is sent again
discord-unreachable = Discord could not be reached ({ $why }): the message is sent again
discord-broke-off = the connection to Discord broke ({ $why }): the message is sent again
discord-long-wait = Discord asked this computer to wait for { $wait }
discord-test-accepted = Discord accepted the test message
discord-test-wait = Discord takes no message for another { $n } s: test again then
discord-test-gone = Discord says that a message is gone, though none was edited

## Addresses of webhooks

webhook-address-not-found = the address of the { $webhook } webhook is not where this computer keeps secrets: it is looked for again
webhook-unusable = the { $webhook } webhook cannot be used: { $why }
webhook-address-missing = no webhook address was given: copy it in Discord from the channel's settings, under Integrations, Webhooks
webhook-address-unread = this is not a web address: a webhook's address looks like https://discord.com/api/webhooks/ID/TOKEN
webhook-address-user = a webhook's address holds no user name or password: copy it again from Discord
webhook-address-elsewhere = this address is not one of Discord's: use a webhook of discord.com, discordapp.com, canary.discord.com or ptb.discord.com
webhook-address-not-listed = this address is not on the list: while an endpoints file names Discord's hosts, only those can be used
webhook-address-plain = a webhook's address begins with https://: without it everybody on the way could read the token
webhook-address-no-webhook = this is not a webhook's address: it looks like https://discord.com/api/webhooks/ID/TOKEN, copy it again from Discord
webhook-address-query = only thread_id=NUMBER may follow the question mark of a webhook's address
webhook-address-fragment = a webhook's address has no part after a # sign: remove it
card-link-no-address = the link must be an https address, since Discord takes no other
