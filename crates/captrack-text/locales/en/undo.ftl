### The core, English: what people changed and can undo.

## What was done

undo-settings = Changed settings
undo-and-more = { $first } and { $n } more
undo-snoozed = Snoozed { $subject }
undo-snooze-cleared = Cleared the snooze of { $subject }
undo-acknowledged = Acknowledged { $subject }
undo-acknowledgement-cleared = Undid the acknowledgement of { $subject }
undo-main = Changed the main of { $subject }
undo-paused = Paused monitoring
undo-resumed = Resumed monitoring
undo-changed = Changed { $subject }

## What stays because somebody has changed it since

undo-part-main = the main of { $pilot }
undo-part-snooze = the snooze of { $pilot }
undo-part-acknowledgement = the acknowledgement of { $main }
undo-part-setting = “{ $setting }”
undo-more = { $n } more
undo-and-others = { $first } and { $n } others
undo-changed-since = { CAPITALISED($who) } changed { $what } since then, so { $n ->
    [one] it stays
   *[other] they stay
}. Change it by hand if you must.
undo-snoozed-since = { CAPITALISED($who) } changed the snooze of { $pilots } since then, so it stays. Change it by hand if you must.
