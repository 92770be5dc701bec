"""The door for web servers: `config.wsgi:application`."""

from django.core.wsgi import get_wsgi_application

from config import environment

environment.use_settings()
application = get_wsgi_application()
