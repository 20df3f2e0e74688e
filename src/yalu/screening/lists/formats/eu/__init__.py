"""The consolidated list of the European Union, as XML and as CSV."""
