"""What an application declares: types, their fields and edges, questions and deeds. Data, no behaviour."""
