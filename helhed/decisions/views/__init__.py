"""Pages of cases, decisions, orders and registers."""
