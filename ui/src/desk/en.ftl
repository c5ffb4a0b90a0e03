### CapTrack Desktop, English. What the page says when it asks the program.

## When the page gets no sensible answer

refusal-no-desk = This page belongs to the CapTrack Desktop program and shows nothing without it: start the program and open it from there.
refusal-garbled = The program's answer could not be understood: restart CapTrack Desktop, and report it if it happens again.

## Snoozing

undone = Undone.
undone-but = Undone, except for { $pilots }: someone changed that snooze since then.
undone-but-by = Undone, except for { $pilots }: { $by } changed that snooze since then.
names-and-more = { $names } and { $n } more

## Settings: files

file-saved = Saved as { $path }.
file-too-large = “{ $name }” is far too large for settings or mains: choose another file.
file-unreadable = “{ $name }” could not be read: check that it is still there.
