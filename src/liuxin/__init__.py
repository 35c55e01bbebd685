"""Liuxin 六心: customer service performance management, from the case to a score that opens down to its cases."""
