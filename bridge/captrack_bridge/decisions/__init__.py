"""Snoozes and acknowledgements: what leaders decided at their desks. The newest decision wins, however late it comes."""
