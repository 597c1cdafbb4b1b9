"""The gazetteer: places with their names, compiled into an index on disk that opens by memory map."""
