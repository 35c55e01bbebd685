"""What is signed: versions, what changed, who said what."""
