"""Ways in: HTTP, the command line and the clock. They parse, call a flow and present its answer."""
