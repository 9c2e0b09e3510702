import sys
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import CommandParser

from catalog.management.base import LibraryCommand, WrongUsage, refuse_what_is_no_text
from streaming.management.naming import the_university
from streaming.models import Membership
from streaming.staff import FOR_ONE_UNIVERSITY, add_staff, new_password


class Command(LibraryCommand):
    help = "Give a staff account a role, making the account where it is missing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", metavar="USERNAME")
        parser.add_argument("--role", choices=Membership.Role.values, required=True)
        parser.add_argument(
            "--university",
            dest="universities",
            metavar="UNIVERSITY",
            action="append",
            default=[],
            help="whose librarian, IT or owner it is; repeatable",
        )
        parser.add_argument(
            "--password-stdin",
            action="store_true",
            help="read the password from standard input; else one is made and printed once",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        username, role = options["username"], options["role"]
        if role in FOR_ONE_UNIVERSITY and not options["universities"]:
            raise WrongUsage("The roles librarian and it need --university.")
        if role == Membership.Role.CATALOGUE and options["universities"]:
            raise WrongUsage("The role catalogue is for the whole library: leave --university out.")
        universities = [the_university(slug) for slug in dict.fromkeys(options["universities"])]
        is_new = not get_user_model().objects.filter(username=username).exists()
        made = new_password() if is_new and not options["password_stdin"] else None
        password = _typed_password() if options["password_stdin"] else made
        changes = add_staff(username, role, universities=universities, password=password)
        self.stdout.write(f"{username}: {', '.join(changes) or 'nothing to change'}")
        if made:
            self.stdout.write(f"Password, shown this once: {made}")


def _typed_password() -> str:
    password = sys.stdin.readline().rstrip("\r\n")
    refuse_what_is_no_text(password)
    if not password:
        raise ValueError("There is no password on standard input.")
    return password
