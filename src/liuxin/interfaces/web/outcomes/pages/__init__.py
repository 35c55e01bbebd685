"""What the pages of outcomes show, laid out from what the queries give."""
