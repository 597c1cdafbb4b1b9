"""What the origins say of each event: accounts, voices, disagreement, grades."""
