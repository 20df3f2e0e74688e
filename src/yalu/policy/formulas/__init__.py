"""The formulas: the law on trade, what is still sold, paid and stranded, in one future or in many."""
