"""The fast lane: the bridge has corptools read the ships that matter most far more often than it does by itself."""
