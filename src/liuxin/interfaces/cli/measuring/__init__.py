"""What `liuxin measure` does: facts brought up to date, readings or cases written in the form asked for."""

from liuxin.interfaces.cli.measuring.answering import print_readings
from liuxin.interfaces.cli.measuring.behind import print_cases
from liuxin.interfaces.cli.measuring.listing import print_how, print_measures
from liuxin.interfaces.cli.measuring.wanted import Wanted, form_of

__all__ = ["Wanted", "form_of", "print_cases", "print_how", "print_measures", "print_readings"]
