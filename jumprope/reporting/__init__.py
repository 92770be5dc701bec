"""Report cards, transcripts, insights and the Family Portal. No app yet; beside exchange and operations."""
