### CapTrack Desktop, English. The activity log.

## The activity log

activity-search = Search the activity log
activity-search-example = Pilot, main, setting, reason …
activity-export = Export
activity-export-title = Every line of this search as a CSV file
activity-kinds = Kinds of lines
activity-every-kind = All
activity-older = Older lines
activity-newest = Back to the newest lines
activity-older-asking = Reading …
activity-end = There is nothing older.
activity-nothing-yet = Nothing has been done yet
activity-nothing-yet-how = Changes of settings, snoozes, acknowledgements, sign-ins and notices stand here with who, when, old and new.
activity-nothing = No line matches
activity-nothing-how = Every word must stand in the line, and only the chosen kinds are shown.
activity-all = Show everything
day-today = Today, { $time }
day-yesterday = Yesterday, { $time }
eve-time = EVE time
column-by = By
column-subject = To what or whom
column-change = How it was and is
becomes = becomes
done-policy = Rule changed
done-preferences = Preference changed
done-monitoring = Monitoring
done-snoozed = Snoozed
done-snooze-cleared = Snooze cleared
done-snooze-ended = Snooze ended
done-acknowledged = Acknowledged
done-acknowledgement-cleared = Acknowledgement taken back
done-acknowledgement-ended = Acknowledgement ended
done-signed-in = Signed in
done-signed-out = Signed out
done-main = Main changed
done-alliance-auth = AllianceAuth
done-webhook = Webhook
done-relay = Relay
done-notice-sent = Notice sent
done-notice-refused = Notice refused
