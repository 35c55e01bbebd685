"""What `liuxin doctor` looks at: the machine, then the installation's data."""
