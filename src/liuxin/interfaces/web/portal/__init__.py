"""The customer's side: writing in, following, answering, saying whether it is settled; and what staff set for it."""
