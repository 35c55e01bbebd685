"""The one questionnaire engine: questions, anchored levels, sheets, one-time links."""
