"""Files that people attach: kept by what is in them, refused where they could do harm, never by their name alone."""
