### CapTrack Desktop, English. The keys on their sheet.

## Keys of the main window

key-search = Search
key-go = Go to the next card or row
key-ends = Go to the first or last
key-pages = Go up or down by a page
key-cards = Go to the next or previous card, over rows
key-open = Open the card, go into its rows
key-close = Leave the rows, close the card
key-enter = Open or close the card
key-select = Select the card or row, to do something with several
key-snooze = Snooze the card or the row's pilot
key-acknowledge = Acknowledge the card, or undo that
key-main = Put the row's pilot under another main
key-links = Copy a name, or look it up on zKillboard or Dotlan
key-group = Cards by main, system or region
key-escape = Clear the search, close a panel
key-undo = Undo the last change, outside of text fields
key-notices = Go to the message at the bottom (such as Undo), and back
key-help = Show these keys

## The pages of the main window

keys-everywhere = Everywhere
keys-letters-off = Single-letter shortcuts are off: letters, digits and signs do nothing. The settings have the switch, under Window.
key-dashboard = Dashboard
key-pilots = Pilots and coverage
key-activity = Activity log
key-discord = Discord
key-pilots-go = Go to the next pilot
key-pilots-choose = Select or deselect the pilot
key-pilots-menu = Open the pilot's menu
key-pilots-main = Put the selected pilots under another main
key-pilots-snooze = Snooze the selected pilots
