# Install and export; written with the packaging tests.
