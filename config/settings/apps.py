"""Which apps there are, from the lowest floor up, and how a request passes through them."""

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "axes",
    "jumprope.platform.tenancy",
    "jumprope.platform.accounts",
    "jumprope.platform.permissions",
    "jumprope.platform.identifiers",
    "jumprope.platform.audit",
    "jumprope.school.calendars",
    "jumprope.school.people",
    "jumprope.school.courses",
    "jumprope.school.rosters",
    "jumprope.school.groups",
    "jumprope.school.timetables",
    "jumprope.learning.standards",
    "jumprope.learning.units",
    "jumprope.learning.assessments",
    "jumprope.learning.banks",
    "jumprope.learning.alignments",
    "jumprope.learning.written_standards",
    "jumprope.learning.alerts",
    "jumprope.mastery.policies",
    "jumprope.mastery.determinations",
    "jumprope.mastery.schemes",
    "jumprope.mastery.coverage",
    "jumprope.exchange.case",
    "jumprope.exchange.oneroster",
    "jumprope.operations.opsdesk",
    "jumprope.interfaces.web",
    "jumprope.interfaces.cli",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "jumprope.interfaces.web.headers.SafeHeaders",
    "jumprope.interfaces.web.refused.WordsForMethods",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
