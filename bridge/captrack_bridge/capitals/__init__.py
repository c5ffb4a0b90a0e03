"""Everything behind `/capitals`: which hulls there are, whose, where, and when that was true."""
