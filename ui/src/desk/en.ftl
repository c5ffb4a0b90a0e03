### CapTrack Desktop, English. What the page says when it asks the program.

## When the page gets no sensible answer

refusal-no-desk = This page is part of CapTrack Desktop and shows nothing without it. Start CapTrack and open the page from there.
refusal-garbled = CapTrack gave an answer that this page does not understand. Restart CapTrack, and report this if it happens again.

## Snoozing

undone = Undone: { $what }.
undone-but = Undone: { $what }. Except for { $but }: someone has changed that since.
undone-but-by = Undone: { $what }. Except for { $but }: { $by } has changed that since.
names-and-more = { $names } and { $n } more

## Settings: files

file-saved = Saved as { $path }.
file-too-large = “{ $name }” is far too large for settings or mains. Choose another file.
file-unreadable = CapTrack cannot read “{ $name }”. Check that the file still exists.
