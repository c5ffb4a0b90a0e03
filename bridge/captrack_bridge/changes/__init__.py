"""What has changed since a desk asked before, character by character."""
