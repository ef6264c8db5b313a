"""The palette: every action of the program by its words, and every article by its title."""
