"""Pure business rules: no I/O, no vendor, no clock (`now` is an argument), no float money or quantity."""
