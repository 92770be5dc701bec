"""Missing work, and the Grade Alerts that it raises."""
