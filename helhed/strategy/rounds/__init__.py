"""Following plans up by the year: whom to ask when, what they said, and the committee's paper."""
