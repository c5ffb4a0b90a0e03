"""A real AllianceAuth project for the tests, the benchmark, the recorded answers and the test server."""
