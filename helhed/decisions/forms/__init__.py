"""What we ask about rules, cases, decisions and orders."""
