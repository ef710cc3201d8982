"""The door for other systems, and what support sees of it."""
