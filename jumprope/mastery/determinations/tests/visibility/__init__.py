"""Who sees what of the village's gradebooks, and who may write into them, held against an oracle."""
