"""Law and flows made into SQL tables, and how a cell of a flow is read."""
