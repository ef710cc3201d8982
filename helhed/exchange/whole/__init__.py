"""All that is written about a citizen, as one paper and one file in the citizen's hand."""
