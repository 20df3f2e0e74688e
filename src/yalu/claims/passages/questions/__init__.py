"""The questions a passage may be asking, by the subjects they are about: one function a subject."""
