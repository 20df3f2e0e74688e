"""The codebook of a case: rules, options, rule sets, era schemes."""
