"""One whole cycle in a real browser, step by step: what the test of the whole cycle is made of."""
