"""The lists of the United Kingdom: the Sanctions List and the older consolidated list."""
