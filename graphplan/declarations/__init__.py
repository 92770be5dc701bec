"""What an application declares: types with their fields and edges, what can be asked, what can be done. Data,
no behaviour.
"""
