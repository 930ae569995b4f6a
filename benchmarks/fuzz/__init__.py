"""Hostile and unlucky inputs by the thousand: mutated files, and every cell of our own workbooks emptied or replaced."""
