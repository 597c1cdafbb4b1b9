"""Scripts that measure: accuracy against labelled reports, speed, size. Nothing in the package imports them."""
