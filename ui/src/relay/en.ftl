### CapTrack Desktop, English. What is sent to Discord.

## Settings

relay = Relay alerts to Discord
relay-meaning = While this is off, this computer sends nothing to Discord. One CapTrack of an alliance is enough: two would send everything twice.
webhook-critical = Critical webhook
webhook-critical-meaning = Receives alerts for classes set to Always, such as titans and supercarriers.
webhook-standard = Standard webhook
webhook-standard-meaning = Receives alerts for thresholds that are reached.
webhook-url = Webhook URL, from the channel's integrations in Discord
webhook-replace = Another webhook URL
webhook-example = https://discord.com/api/webhooks/…
webhook-test = Send a test
webhook-clear = Remove
webhook-clear-more = Remove …
webhook-clear-question-critical = Remove this address? Critical alerts no longer reach Discord through it, and CapTrack cannot show the address again: to use it later you have to copy it from Discord once more.
webhook-clear-question-standard = Remove this address? Threshold alerts no longer reach Discord through it, and CapTrack cannot show the address again: to use it later you have to copy it from Discord once more.
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
discord-not-set = Nothing is told on Discord
discord-not-set-how = Set a webhook in the settings, under Discord: what alerts is then told in its channel, and this page shows what waits and what became of it.
discord-off = The relay is off: nothing is sent from here. When it is turned on, what stands is told once.
discord-no-critical = What is critical goes to the standard webhook.
discord-no-standard = What reaches a threshold is not told on Discord.
discord-limit = { $value } of { $count } left, full in { $time } s
discord-limit-full = { $count } of { $count } left
discord-limit-unknown = No rate limit reported yet.
discord-paused-seconds = Nothing is sent for { $time } s.
discord-paused-until = Nothing is sent until { $time }.
discord-waiting = { $n ->
    [0] Nothing waits
    [one] One notice waits
   *[other] { $n } notices wait
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
    [one] new message, one capital
   *[other] new message, { $hulls } capitals
}
discord-edit = { $hulls ->
    [0] edit
    [one] edit, one capital
   *[other] edit, { $hulls } capitals
}
column-outcome = Outcome
column-latency = Answered after
latency-millis = { $n } ms
latency-seconds = { $time } s
outcome-delivered = Delivered
outcome-limited = Told to wait
outcome-retried = Sent again later
outcome-refused = Refused
outcome-webhook-dead = Webhook refused
outcome-message-gone = Was deleted, posted anew
discord-undeliverable = { $n ->
    [one] Discord refused one notice
   *[other] Discord refused { $n } notices
}
retry = Retry
retry-what = Retry: { $name }
retry-all = Retry all
throw-away = Discard
throw-away-what = Discard, unsent: { $name }
discard-all = Discard all
discard-all-question = Discard all { $n }? They are never sent then.
told-retried = { $n ->
    [one] The notice waits again, as far as it still holds.
   *[other] { $n } notices wait again, as far as they still hold.
}
told-thrown-away = { $n ->
    [one] The notice is discarded, unsent.
   *[other] { $n } notices are discarded, unsent.
}
discord-preview = Preview
discord-preview-next = The next message, as it would be sent now.
discord-preview-stands = The queue is empty. A message about the current alerts would look like this.
discord-preview-none = Nothing waits and nothing alerts: there is no message to show.
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
relay-look-meaning = Takes effect with the next message; nothing is sent again for it. The Discord page shows how it looks.
relay-mode = A hull is
relay-compact = One line
relay-compact-meaning = Short: many hulls fit into one message.
relay-detailed = A field
relay-detailed-meaning = Roomy: hulls stand side by side, each with lines of its own.
relay-system = System
relay-system-meaning = The solar system that the hull is in.
relay-region = Region
relay-region-meaning = The region of that system.
relay-place = Structure
relay-place-meaning = The station or structure, or that it is in space.
relay-age = Age
relay-age-meaning = When it was last seen there. That something is out of date is said in any case.
relay-corporation = Corporation
relay-corporation-meaning = The main's corporation and alliance.
relay-portrait = Portrait
relay-portrait-meaning = The main's portrait. Discord loads it from EVE's image server.
relay-snoozed = Snoozed pilots
relay-snoozed-meaning = Who of this main is snoozed and would alert, and until when. The standard channel never names pilots who would be critical.
relay-link = Link of the titles
relay-link-hint = An https address that each title leads to, such as your alliance's own page. Empty: no link.
relay-link-example = https://auth.example.org
relay-desk = Name of this desk
relay-desk-hint = Stands at the foot of each message. Empty: the desk is not named.
relay-desk-example = Home defence
relay-post-resolved = Also post when it is over
relay-post-resolved-meaning = The end of an alert is always written into its message. This tells it in a message of its own besides.
relay-critical-to-standard = Send critical alerts to the standard webhook while Discord refuses the critical one
relay-critical-to-standard-meaning = More people may read that channel. While this is off, the standard channel only says how many critical alerts cannot be delivered, without names or places.
relay-pings = Pings
relay-pings-meaning = Only the roles and users that stand here are ever pinged, whatever a pilot is called.
relay-pings-for = Ping for
relay-pings-none = Nothing
relay-pings-none-meaning = Nobody is pinged.
relay-pings-critical = Critical only
relay-pings-critical-meaning = For what always alerts.
relay-pings-all = Everything
relay-pings-all-meaning = For thresholds, too.
relay-roles = Roles
relay-users = Users
relay-role = A role's id
relay-user = A user's id
relay-ids-none = None
relay-id-example = 17 to 20 digits
relay-id-hint = In Discord, turn on developer mode, right-click the role or user and copy its id.
relay-id-wrong = An id is a number of 17 to 20 digits: copy it in Discord with developer mode on.
relay-id-twice = That id stands here already.
relay-id-add = Add
relay-id-remove = Do not ping { $name }
relay-apart = Minutes between pings
relay-apart-hint = At most one ping in so many minutes, up to 1440. 0: one for each message.
relay-digest = Summary
relay-digest-meaning = A quiet message now and then about what stands and what happened.
relay-digest-off = Off
relay-digest-off-meaning = No summary is posted.
relay-digest-daily = Daily
relay-digest-daily-meaning = Every day.
relay-digest-weekly = Weekly
relay-digest-weekly-meaning = Once a week.
relay-digest-day = On
relay-digest-at = At (EVE time)
relay-digest-no-time = Type a time of the day, such as 18:00.
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
