"""The doors for AWS Lambda: functions that AWS calls with an event."""
