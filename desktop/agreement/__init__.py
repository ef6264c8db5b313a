"""How far coders agree: continuum, coefficients, intervals, disagreements, planning."""
