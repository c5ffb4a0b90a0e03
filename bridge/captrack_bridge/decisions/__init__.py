"""Snoozes and acknowledgements: what leaders decided at desks. The newest decision wins, however late it comes."""
