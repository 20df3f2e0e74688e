"""Trade: files read into the flows table, and what the flows say of shares, growth, prices and responses."""

from yalu.trade.facade import Trade
from yalu.trade.faults import TradeError
from yalu.trade.fetching import fetch_comtrade
from yalu.trade.reading import Progress, ReadReport, read_trade

__all__ = ["Progress", "ReadReport", "Trade", "TradeError", "fetch_comtrade", "read_trade"]
