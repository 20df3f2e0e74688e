"""Trade: files read into the flows table, and what the flows say of shares, growth, prices and responses."""

from yalu.trade.facade import Trade
from yalu.trade.files.comtrade import fetch_comtrade
from yalu.trade.files.faults import TradeError
from yalu.trade.files.flow_reader import ReadProgress, ReadReport, read_trade

__all__ = ["ReadProgress", "ReadReport", "Trade", "TradeError", "fetch_comtrade", "read_trade"]
