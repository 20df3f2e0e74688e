"""From flows to numbers: totals, growth, shares, unit values, mirror gaps, what followed a ban."""
