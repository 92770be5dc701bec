"""The tools of those who run the service. No app yet; beside reporting and exchange."""
