"""What is to be learned and the evidence of it: standards, assessments and scores."""
