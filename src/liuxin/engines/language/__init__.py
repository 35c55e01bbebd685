"""Chinese and English text: the tokens that search and likeness are made of."""
