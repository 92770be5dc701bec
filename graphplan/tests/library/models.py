"""The tables of the library. A branch sees only its own books, readers and loans; authors belong to all."""

from django.db import models


class Kind(models.TextChoices):
    """What a book is."""

    NOVEL = "novel", "A long story"
    POETRY = "poetry", "Verse"
    REFERENCE = "reference", "To look things up, not to lend"


class Branch(models.Model):
    """One house of the library."""

    name = models.CharField(max_length=80, help_text="As it stands over the door.")


class Author(models.Model):
    """Who wrote books."""

    name = models.CharField(max_length=80, help_text="As on the cover.")
    born_on = models.DateField(null=True, help_text="Null if nobody knows.")


class Book(models.Model):
    """One copy, in one branch. A withdrawn one is only for librarians."""

    branch = models.ForeignKey(Branch, models.PROTECT, related_name="books", help_text="Where it stands.")
    title = models.CharField(max_length=120, help_text="As on the cover.")
    subtitle = models.CharField(max_length=120, null=True, help_text="Null for most.")  # noqa: DJ001
    kind = models.CharField(max_length=12, choices=Kind, help_text="What it is.")
    second_kind = models.CharField(max_length=12, choices=Kind, blank=True, help_text="What it is besides.")
    price = models.DecimalField(max_digits=8, decimal_places=2, help_text="What a lost copy costs.")
    pages = models.IntegerField(null=True, help_text="How many, if counted.")
    barcode = models.BigIntegerField(null=True, unique=True, help_text="What the scanner reads.")
    bought_at = models.DateTimeField(help_text="When it came in.")
    published_on = models.DateField(null=True, help_text="The day, if known.")
    reprint_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="reprints")
    imprint = models.JSONField(null=True, help_text="The publisher's data.")
    facts = models.JSONField(default=dict, help_text="Anything else.")
    withdrawn = models.BooleanField(default=False, help_text="No longer lent.")
    authors = models.ManyToManyField(Author, through="Authorship", related_name="books")


class Authorship(models.Model):
    """That an author wrote a book, or a part of it; for text and pictures the same author is there twice."""

    book = models.ForeignKey(Book, models.PROTECT, related_name="authorships")
    author = models.ForeignKey(Author, models.PROTECT, related_name="authorships")
    part = models.CharField(max_length=20, default="text")


class Reader(models.Model):
    """Who borrows. A child has a guardian, who is a reader too and sees what the child sees."""

    branch = models.ForeignKey(
        Branch, models.PROTECT, related_name="readers", help_text="Where they signed up."
    )
    name = models.CharField(max_length=80, help_text="Full name.")
    email = models.CharField(max_length=120, help_text="For reminders.")
    guardian = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    shy = models.BooleanField(default=False, help_text="Has asked that nobody sees the mail address.")


class Loan(models.Model):
    """That a reader has, or had, a book."""

    reader = models.ForeignKey(Reader, models.PROTECT, related_name="loans", help_text="Who borrowed.")
    book = models.ForeignKey(Book, models.PROTECT, related_name="loans", help_text="What was borrowed.")
    lent_on = models.DateField(help_text="The day it went out.")
    returned_on = models.DateField(null=True, help_text="Null while it is out.")
    note = models.CharField(max_length=80, default="", help_text="For the desk only.")


class Reminder(models.Model):
    """A letter about a loan that is late."""

    loan = models.ForeignKey(Loan, models.PROTECT, related_name="reminders", help_text="What it is about.")
    sent_on = models.DateField(help_text="The day it was sent.")


class Scan(models.Model):
    """A picture of a cover: with all that cannot be declared."""

    code = models.CharField(max_length=12, primary_key=True, help_text="What the scanner made of it.")
    image = models.BinaryField(help_text="The picture.")
    book = models.ForeignKey(Book, models.PROTECT, to_field="barcode", related_name="scans")


class Shelf(models.Model):
    """Where books stand: a table that describes nothing."""

    label = models.CharField(max_length=12)
    scan = models.OneToOneField(Scan, models.PROTECT, related_name="shelf")
    picture = models.BinaryField()
    sticker = models.ForeignKey(Book, models.PROTECT, to_field="barcode", related_name="shelves")
