"""Standards that teachers write for their own courses, in schools that let them."""
