"""The index that texts are found by: numbers and tokens. It knows neither cases nor customers."""
