"""An article read for claims: its sentences, what their words name, and the questions they may be asking."""
