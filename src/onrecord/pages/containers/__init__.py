"""The containers that pages come in, one module a format: a stream of bytes to the pages in it."""
