"""The pages in the browser, and the API that desks call."""
