"""Where: the gazetteer, toponyms, and the place of each mention."""
