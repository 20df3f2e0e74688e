"""Reading, checking and writing any file: the layer beside the vocabulary that every room stands on."""
