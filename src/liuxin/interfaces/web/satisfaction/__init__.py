"""The survey after a resolution: the form behind the link, its rule, what came back."""
