### CapTrack Desktop, English. What is sent to Discord.

## Settings

relay = Relay alerts to Discord
relay-meaning = While this is off, this computer sends nothing to Discord. Turn it on for one CapTrack of an alliance only: two would send everything twice.
webhook-critical = Critical webhook
webhook-critical-meaning = Receives alerts for classes set to Always, such as titans and supercarriers.
webhook-standard = Standard webhook
webhook-standard-meaning = Receives alerts for thresholds that are reached.
webhook-url = Webhook URL, from the channel's integrations in Discord
webhook-replace = Another webhook URL
webhook-example = https://discord.com/api/webhooks/…
webhook-test = Send a test
webhook-test-of = Send a test: { $webhook }
webhook-clear = Remove
webhook-clear-more = Remove …
webhook-clear-question-critical = Remove this address? Critical alerts no longer reach Discord through it. CapTrack cannot show the address again: to use it later, copy it from Discord once more.
webhook-clear-question-standard = Remove this address? Threshold alerts no longer reach Discord through it. CapTrack cannot show the address again: to use it later, copy it from Discord once more.
webhook-saved = Webhook saved.
webhook-cleared = Webhook removed.
webhook-not-set = Not set
webhook-in-use = In use
webhook-relay-off = Set, but the relay is off
webhook-trouble = Refused
webhook-delivered = Last message delivered { $age } ago.
webhook-never-delivered = No message delivered yet.
webhook-waiting = { $n ->
    [one] One message waits.
   *[other] { $n } messages wait.
}

## The Discord page

discord-settings = Discord settings
discord-not-set = Discord is not set up
discord-not-set-how = Set a webhook in the settings, under Discord. CapTrack then sends alerts to its channel, and this page shows what is waiting and what became of it.
discord-off = The relay is off, so this computer sends nothing. When you turn it on, it sends the open alerts once.
discord-no-critical = Critical alerts go to the standard webhook.
discord-no-standard = Threshold alerts are not sent to Discord.
discord-limit = { $value } of { $count } requests left, all of them again in { $time } s
discord-limit-full = All { $count } requests left
discord-limit-unknown = No rate limit reported yet.
discord-paused-seconds = CapTrack sends nothing for { $time } s.
discord-paused-until = CapTrack sends nothing until { $time }.
discord-waiting = { $n ->
    [0] Queue is empty
    [one] One notice is waiting
   *[other] { $n } notices are waiting
}
discord-waiting-more = { $n ->
    [one] and one more
   *[other] and { $n } more
}
discord-since = for { $age }
discord-attempts = { $n ->
    [one] Tried once.
   *[other] Tried { $n } times.
}
discord-last = Last messages
discord-more = Show { $n } more
discord-post = { $hulls ->
    [0] new message
    [one] new message, one ship
   *[other] new message, { $hulls } ships
}
discord-edit = { $hulls ->
    [0] edit
    [one] edit, one ship
   *[other] edit, { $hulls } ships
}
column-outcome = Outcome
column-latency = Response time
latency-millis = { $n } ms
latency-seconds = { $time } s
outcome-delivered = Delivered
outcome-limited = Rate limited
outcome-retried = Retried later
outcome-refused = Refused
outcome-webhook-dead = Webhook refused
outcome-message-gone = Deleted on Discord, reposted
discord-undeliverable = { $n ->
    [one] Discord refused one notice
   *[other] Discord refused { $n } notices
}
no-reason = Discord gave no reason
retry = Retry
retry-what = Retry: { $name }
retry-all = Retry all
discard-notice = Discard
discard-notice-what = Discard without sending: { $name }
discard-all = Discard all
discard-all-question = Discard all { $n }? They will never be sent.
told-retried = { $n ->
    [one] Queued again. It is sent if the alert is still open.
   *[other] { $n } notices queued again. They are sent if their alerts are still open.
}
told-thrown-away = { $n ->
    [one] Notice discarded without sending.
   *[other] { $n } notices discarded without sending.
}
discord-preview = Preview
discord-preview-next = The next message, as it would be sent now.
discord-preview-stands = The queue is empty. A message about the current alerts would look like this.
discord-preview-none = The queue is empty and there are no alerts, so there is no message to show.
discord-message = The message as Discord shows it
discord-sender = CapTrack
discord-app = APP
discord-silent = without a sound
discord-role = @role { $name }
discord-user = @user { $name }
ago-seconds = { $n ->
    [one] 1 second ago
   *[other] { $n } seconds ago
}
ago-minutes = { $n ->
    [one] 1 minute ago
   *[other] { $n } minutes ago
}
ago-hours = { $n ->
    [one] 1 hour ago
   *[other] { $n } hours ago
}
ago-days = { $n ->
    [one] 1 day ago
   *[other] { $n } days ago
}
in-seconds = { $n ->
    [one] in 1 second
   *[other] in { $n } seconds
}
in-minutes = { $n ->
    [one] in 1 minute
   *[other] in { $n } minutes
}
in-hours = { $n ->
    [one] in 1 hour
   *[other] in { $n } hours
}

## How messages to Discord are written

relay-look = How messages look
relay-look-meaning = Takes effect with the next message. Earlier messages are not sent again. The Discord page shows a preview.
relay-mode = Layout
relay-compact = One line for each ship
relay-compact-meaning = Short: many ships fit into one message.
relay-detailed = One field for each ship
relay-detailed-meaning = Roomy: ships stand side by side, each with its own lines.
relay-system = System
relay-system-meaning = The solar system the ship is in.
relay-region = Region
relay-region-meaning = The region of that system.
relay-place = Structure
relay-place-meaning = The station or structure, or that the ship is in space.
relay-age = Age
relay-age-meaning = When the ship was last seen there. Data that is out of date is always marked.
relay-corporation = Corporation
relay-corporation-meaning = The main's corporation and alliance.
relay-portrait = Portrait
relay-portrait-meaning = The main's portrait. Discord loads it from EVE's image server.
relay-snoozed = Snoozed pilots
relay-snoozed-meaning = Who of this main is snoozed and would alert, and until when. The standard channel never names pilots who would be critical.
relay-link = Link of the titles
relay-link-hint = An https address that each title leads to, such as your alliance's page. Leave it empty for no link.
relay-link-example = https://auth.example.org
relay-desk = Name of this computer
relay-desk-hint = Shown at the foot of each message. Leave it empty to leave it out.
relay-desk-example = Home defence
relay-post-resolved = Also post when an alert is resolved
relay-post-resolved-meaning = CapTrack always edits the message of an alert when it is resolved. This also posts a new message.
relay-critical-to-standard = Send critical alerts to the standard webhook while Discord refuses the critical one
relay-critical-to-standard-meaning = More people may read that channel. While this is off, the standard channel only says how many critical alerts cannot be delivered, without names or places.
relay-pings = Pings
relay-pings-meaning = CapTrack pings only the roles and users listed here, whatever a pilot is called.
relay-pings-for = Ping for
relay-pings-none = Nothing
relay-pings-none-meaning = Nobody is pinged.
relay-pings-critical = Critical only
relay-pings-critical-meaning = For critical alerts.
relay-pings-all = Everything
relay-pings-all-meaning = For threshold alerts, too.
relay-roles = Roles
relay-users = Users
relay-role = Role id
relay-user = User id
relay-ids-none = None
relay-id-example = 17 to 20 digits
relay-id-hint = In Discord, turn on developer mode, right-click the role or user and copy its id.
relay-id-wrong = An id is a number of 17 to 20 digits. Copy it in Discord with developer mode on.
relay-id-twice = That id is already listed.
relay-id-add = Add
relay-id-remove = Do not ping { $name }
relay-apart = Minutes between pings
relay-apart-hint = At most one ping in this many minutes, up to 1440. 0 pings for each message.
relay-digest = Summary
relay-digest-meaning = A silent message at a fixed time with the open alerts and what happened since the last one.
relay-digest-off = Off
relay-digest-off-meaning = No summary.
relay-digest-daily = Daily
relay-digest-daily-meaning = Every day.
relay-digest-weekly = Weekly
relay-digest-weekly-meaning = Once a week.
relay-digest-day = On
relay-digest-at = At (EVE time)
relay-digest-no-time = Type a time of day, such as 18:00.
relay-digest-to = To the
relay-to-critical = Critical webhook
relay-to-standard = Standard webhook
day-monday = Monday
day-tuesday = Tuesday
day-wednesday = Wednesday
day-thursday = Thursday
day-friday = Friday
day-saturday = Saturday
day-sunday = Sunday
