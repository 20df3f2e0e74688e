"""What a seller knew: the ladder, broken conditions, withdrawals, red flags."""
