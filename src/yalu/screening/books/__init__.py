"""A whole book of parties screened: read in any form, resumed after a kill, told in a readable report."""
