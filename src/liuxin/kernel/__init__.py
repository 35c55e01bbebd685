"""Pure words of the house: no Django, no clock, no input or output."""
