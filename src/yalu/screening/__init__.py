"""Who is listed: lists read into parties, names read in any script, matches with reasons, decisions on record."""
