"""`balise person`: the first login, and links for those who come later."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from balise.cli.person import person
from balise.workspace import Workspace

PASSWORD = "four words that came by"  # noqa: S105 - made up


def run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(person, [*arguments, "--folder", str(folder), "--json"])


def test_the_first_owner_gets_a_link_and_can_log_in(tmp_path: Path) -> None:
    said = json.loads(run(tmp_path, "Mia@example.org", "--owner").stdout)
    assert said["email"] == "mia@example.org"
    token = said["path"].removeprefix("/invitation/")
    space = Workspace.open(tmp_path)
    assert space.accept_invitation(token, password=PASSWORD).is_master


def test_who_is_in_already_can_choose_a_new_password(tmp_path: Path) -> None:
    space = Workspace.open(tmp_path)
    first = json.loads(run(tmp_path, "mia@example.org", "--owner").stdout)["path"]
    space.accept_invitation(first.removeprefix("/invitation/"), password=PASSWORD)
    again = json.loads(run(tmp_path, "mia@example.org").stdout)["path"]
    space.accept_invitation(again.removeprefix("/reset/"), password=PASSWORD[::-1])
    assert space.verify("mia@example.org", PASSWORD[::-1]).is_master


def test_the_first_who_owns_nothing_is_refused(tmp_path: Path) -> None:
    refused = run(tmp_path, "leo@example.org")
    assert "first person must be an owner" in str(refused.exception)
    unknown = run(tmp_path, "leo@example.org", "--role", "nowhere", "owner")
    assert "nowhere" in str(unknown.exception)
    assert run(tmp_path, "leo@example.org", "--role", "park", "king").exit_code == 2
