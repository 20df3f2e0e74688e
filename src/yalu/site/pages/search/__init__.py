"""Search over the site: what can be found, where each thing stands, and how names of other scripts are read."""
