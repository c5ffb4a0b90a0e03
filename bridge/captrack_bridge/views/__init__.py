"""The pages in the browser, and the API that clients call."""
