"""From a flow and the measures in force to a verdict with its reason."""
