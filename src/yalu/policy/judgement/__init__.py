"""Judgements of options: the ends of what they can come to, margins, spreads, boxes and metrics of the field."""
