"""Day sheets: all expenses of one day, edited together and saved in one write."""
