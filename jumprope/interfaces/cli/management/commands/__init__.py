"""The commands, one module each; `jumprope mastery-preview` is `mastery_preview.py`."""
