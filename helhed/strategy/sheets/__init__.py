"""A plan as an Excel file and back, without loss."""
