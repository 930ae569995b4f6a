"""How well tables are read and scored: counts against tables whose truth is known, printed by ``make accuracy``."""
