"""A stranger's trade file read into flows, with every fault named."""
