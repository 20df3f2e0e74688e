"""Lists of the United States: the SDN files in their forms, and the Consolidated Screening List."""
