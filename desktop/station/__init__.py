"""THE USER'S STATION: one object that joins link, calls, numbers and contacts and alone owns the calls."""
