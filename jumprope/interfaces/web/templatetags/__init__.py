"""What templates of these pages can say."""
