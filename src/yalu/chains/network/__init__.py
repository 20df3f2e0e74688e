"""The graph of a case: nodes and links, routes, who stands near whom, critical suppliers."""
