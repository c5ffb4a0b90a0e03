"""What has changed since a client asked before, character by character."""
