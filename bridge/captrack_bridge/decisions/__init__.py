"""Snoozes and acknowledgements: what leaders decided at clients. The newest decision wins, however late it comes."""
