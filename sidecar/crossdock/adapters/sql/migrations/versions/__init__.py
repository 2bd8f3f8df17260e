"""One file per schema change, from the first version on."""
