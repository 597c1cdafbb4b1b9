"""Commands, progress, and errors as a person reads them."""
