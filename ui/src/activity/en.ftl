### CapTrack Desktop, English. The activity log.

## The activity log

activity-search = Search the activity log
activity-search-example = Pilot, main, setting, reason …
activity-export = Export
activity-export-title = Save every line of this search as a CSV file
activity-kinds = Kinds of lines
activity-every-kind = All
activity-older = Older lines
activity-newest = Back to the newest lines
activity-older-asking = Reading …
activity-end = No older lines.
activity-nothing-yet = No activity yet
activity-nothing-yet-how = Changed settings, snoozes, acknowledgements, sign-ins and notices appear here, with who, when, before and after.
activity-nothing = No line matches
activity-nothing-how = Every word must be in the line. Only the selected kinds are shown.
activity-all = Show everything
day-today = Today, { $time }
day-yesterday = Yesterday, { $time }
eve-time = EVE time
column-by = By
column-subject = Subject
column-change = Before → after
becomes = becomes
done-policy = Rule changed
done-preferences = Preference changed
done-monitoring = Monitoring
done-snoozed = Snoozed
done-snooze-cleared = Snooze cleared
done-snooze-ended = Snooze ended
done-acknowledged = Acknowledged
done-acknowledgement-cleared = Acknowledgement undone
done-acknowledgement-ended = Acknowledgement ended
done-signed-in = Signed in
done-signed-out = Signed out
done-main = Main changed
done-alliance-auth = AllianceAuth
done-webhook = Webhook
done-relay = Relay
done-notice-sent = Notice sent
done-notice-refused = Notice refused
