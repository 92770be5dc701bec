"""Schedules: the desk among lost events, people who meddle, a Jira that fails and a process that dies.

`world` is all that surrounds the desk, `fate` what goes wrong in a run, `promises` what has to hold whatever
happens. What happens is drawn at random (`machine`), or is one story that is cut off at each of its steps.
"""
