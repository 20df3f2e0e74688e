"""The words every other package speaks: dates, amounts, codes and results."""
