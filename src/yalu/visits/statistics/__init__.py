"""The statistics under the figures of visits, each with its paper."""
