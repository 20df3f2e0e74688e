"""Names of states and areas."""
