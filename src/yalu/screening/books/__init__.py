"""A whole book of parties screened: read in any form, resumed after a kill, summed up in a readable report."""
