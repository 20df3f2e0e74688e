"""How old what is here is, where its newer rows are published, and fetching them when asked.

It ties lists, trade and law, which know nothing of one another. Without being asked to fetch it opens no
connection. What is fetched is kept beside the lists, whole or not at all; no file of a case is written.
"""
