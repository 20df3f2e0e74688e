"""How one cell is read: numbers, dates, countries and areas."""
