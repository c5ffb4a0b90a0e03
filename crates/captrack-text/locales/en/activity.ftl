### The core, English: what is kept as words, in the activity log and in the history of deliveries, and trails.

## What happened here

activity-with-reason = { $phrase }: { $why }
# Ships, with semicolons between them.
activity-ships = { $ships }
# A type of ship, its pilot, and where it is.
activity-ship = { $ship }, { $pilot }, { $place }
activity-desktop = desktop
activity-another-alerts = another ship alerts
activity-massing-has-grown = the massing has grown by half
activity-watch-rule = watch rule "{ $rule }"
activity-watch = { $rule }: { $why } ({ $ships })
activity-nothing-alerts = nothing alerts any more
activity-not-seen-since = { $ships }, not seen since { $since }
activity-under-mains = { $ships } under { $n } mains
activity-by = by { $by }
activity-seen = seen
activity-signed-in-again = signed in again
activity-a-pilot = a pilot
activity-forgotten = forgotten
activity-refused-notices = Notices that Discord refused
activity-webhook = { $webhook } webhook
activity-refused = refused: { $why }
activity-sent-again = sent again
activity-discarded = discarded
by-only-here = { $by } (only on this computer)

## What AllianceAuth said

activity-connected-as = connected as { $main }
activity-disconnected = disconnected
activity-left = left AllianceAuth
activity-still-named = still named by AllianceAuth
activity-unnamed-for-a-day = not named by AllianceAuth for a day, no longer watched through it
activity-other-mains = under other mains
activity-rules-on = Rules on { $server }
activity-published = published for everyone
activity-no-longer-published = no longer published
snooze-only-here = The snooze is only on this computer: { $why }
acknowledgement-only-here = The acknowledgement is only on this computer: { $why }
decision-of-unknown = AllianceAuth does not know the character, or your account may not see it.

## Messages to Discord

named-main = { $main }: { $ships }
named-mains = { $mains }
named-mains-and-more = { $mains } and { $n } more { $n ->
    [one] main
   *[other] mains
}
notice-what = { $named } { $news }
notice-again = { $what } again
notice-of-another-version = a notice of another version, which cannot be read
delivery-unreadable = what cannot be read
delivery-limited = Discord asked to wait { $secs } s
delivery-message-gone = the message was deleted on Discord, or cannot be edited
note-digest = the digest
note-silent = that { $source } does not answer
note-answers = that { $source } answers again
note-outage = that alerts cannot be delivered
note-delivers = that alerts are delivered again
note-problems = what cannot be seen
note-mended = that it can be seen again

## Trails

trail-move = { $ship }, { $pilot }: { $what }, { $when }
trail-no-data = No data from { $source }, { $when }
trail-no-data-until-now = No data from { $source } until now, { $when }
trail-activity = { $subject }: { $kind }, by { $by }, { $when }
trail-activity-what = { $subject }: { $kind }: { $what }, by { $by }, { $when }
trail-kind-alert-new = alert new
trail-kind-alert-more = alert more
trail-kind-alert-moved = alert moved
trail-kind-alert-stale = alert stale
trail-kind-alert-resolved = alert resolved
trail-kind-policy = policy
trail-kind-preferences = preferences
trail-kind-monitoring = monitoring
trail-kind-snoozed = snoozed
trail-kind-snooze-cleared = snooze cleared
trail-kind-snooze-ended = snooze ended
trail-kind-acknowledged = acknowledged
trail-kind-acknowledgement-cleared = acknowledgement cleared
trail-kind-acknowledgement-ended = acknowledgement ended
trail-kind-signed-in = signed in
trail-kind-signed-out = signed out
trail-kind-main = main
trail-kind-alliance-auth = alliance auth
trail-kind-webhook = webhook
trail-kind-relay = relay
trail-kind-notice-sent = notice sent
trail-kind-notice-refused = notice refused
trail-became = { $old } → { $new }
trail-was = was { $old }
