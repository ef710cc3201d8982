"""What the citizen carries: the plan on one A4 page, and a card for the pocket."""
