"""The composition root: the only place where adapters meet ports, for HTTP and the command line alike.

One file per thing that is put together, so that a command imports no more than what it uses.
"""
