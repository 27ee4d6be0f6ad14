"""The guide for teams: what it names is there, and what its files say is what the program takes."""

from __future__ import annotations

import re
import subprocess
import tomllib
from configparser import ConfigParser
from pathlib import Path

import click
import pytest
from tests.docs.shown import PAGES
from tests.docs.told import ROOT, shape

from balise.cli.verbs import verbs
from balise.engine.running import SCHEMA
from balise.web.serving import LARGEST_BODY

DEPLOY = ROOT / "deploy"
GUIDES = {name: PAGES[f"docs/how-to/{name}.md"] for name in ("deploy", "deployer")}
FILES = {file.name: file.read_text(encoding="utf-8") for file in sorted(DEPLOY.iterdir())}
UNITS = [name for name in FILES if name.endswith(".service")]
OPTIONS = {
    verb.name: {name for given in verb.params for name in given.opts if name.startswith("--")}
    for verb in verbs()
}


def blocks(page: str) -> list[str]:
    return re.findall(r"^```\w*\n(.*?)^```", page, re.DOTALL | re.MULTILINE)


def calls(text: str) -> list[tuple[str, list[str]]]:
    """List the verbs that a text calls, with the options of each."""
    joined = text.replace("\\\n", " ")
    found = re.findall(r"(?<![\w/.-])(?:/opt/balise/bin/)?balise ([a-z]+)\b([^\n`;|]*)", joined)
    return [(verb, re.findall(r"--[a-z-]+", rest)) for verb, rest in found if verb in OPTIONS]


def unit(name: str) -> ConfigParser:
    read = ConfigParser(interpolation=None, strict=False)
    read.optionxform = str  # type: ignore[assignment, method-assign]
    read.read_string(FILES[name])
    return read


@pytest.mark.parametrize("text", [*GUIDES, *FILES])
def test_every_verb_and_option_that_is_called_is_there(text: str) -> None:
    page = GUIDES.get(text) or FILES[text]
    for verb, options in calls("\n".join(blocks(page)) if text in GUIDES else page):
        assert set(options) <= OPTIONS[verb], f"{text}: {verb}"


def test_both_guides_call_the_same() -> None:
    for one in ("person", "backup"):
        for name, page in GUIDES.items():
            assert one in {verb for verb, _ in calls("\n".join(blocks(page)))}, name
    assert shape(GUIDES["deploy"]) == shape(GUIDES["deployer"])


def test_every_variable_that_is_set_is_read() -> None:
    read = set(re.findall(r"^\| `(BALISE_\w+)`", PAGES["docs/reference.md"], re.MULTILINE))
    for name, text in {**GUIDES, **FILES}.items():
        assert set(re.findall(r"\bBALISE_[A-Z_]+\b", text)) <= {*read, "BALISE_PUBLIC"}, name
    # it is the units' own, and the image's: both hand it on as an option
    assert "\nBALISE_PUBLIC=https://" in FILES["environment"]
    assert "--public ${BALISE_PUBLIC}" in FILES["balise.service"]
    assert '--public \\"$BALISE_PUBLIC\\"' in FILES["Containerfile"]


@pytest.mark.parametrize("guide", GUIDES)
def test_every_file_is_named_and_every_named_file_is_there(guide: str) -> None:
    named = set(re.findall(r"\bdeploy/([\w.@-]+\w)", GUIDES[guide]))
    assert named == set(FILES)


@pytest.mark.parametrize("guide", GUIDES)
def test_what_it_installs_can_be_installed(guide: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = re.findall(r'pip install (?:--upgrade )?"\.\[([\w,]+)\]"', GUIDES[guide])
    assert len(asked) == 2
    for extras in asked:
        assert set(extras.split(",")) <= set(project["optional-dependencies"])
    assert f"`{SCHEMA}`" in GUIDES[guide]


@pytest.mark.parametrize("name", UNITS)
def test_a_service_ends_by_its_first_process_and_writes_to_its_folder_alone(name: str) -> None:
    service = unit(name)["Service"]
    assert service["KillMode"] == "mixed"  # the first process ends the others in their order
    assert service["ProtectSystem"] == "strict"
    assert service["User"] == "balise"
    assert f"/var/lib/{service['StateDirectory']}" == service["WorkingDirectory"]
    assert f"BALISE_FOLDER={service['WorkingDirectory']}" in FILES["environment"]
    assert service["EnvironmentFile"] in GUIDES["deploy"]


@pytest.mark.parametrize(("name", "said"), [("nginx.conf", r"512m;"), ("Caddyfile", r"512MB")])
def test_proxies_let_pass_what_the_pages_take(name: str, said: str) -> None:
    assert said in FILES[name]
    assert LARGEST_BODY >= 512 * 2**20
    assert "127.0.0.1:8000" in FILES[name]


def test_nginx_passes_on_the_name_and_who_asks() -> None:
    assert "proxy_set_header Host $http_host;" in FILES["nginx.conf"]
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in FILES["nginx.conf"]


def test_the_command_of_the_service_runs_with_its_environment(tmp_path: Path) -> None:
    tools, home = tmp_path / "bin", tmp_path / "home"
    tools.mkdir()
    home.mkdir()
    (tools / "sudo").write_text('#!/bin/sh\nshift 2\nexec "$@"\n', encoding="utf-8")
    (tools / "told").write_text(
        '#!/bin/sh\necho "$PWD $BALISE_PUBLIC"; printf "<%s>" "$@"\n', "utf-8"
    )
    for tool in tools.iterdir():
        tool.chmod(0o755)
    (tmp_path / "environment").write_text(
        FILES["environment"].replace("/var/lib/balise", str(home)), encoding="utf-8"
    )
    script = FILES["balise"].replace("/etc/balise/environment", str(tmp_path / "environment"))
    script = script.replace("/opt/balise/bin/balise", str(tools / "told"))
    done = subprocess.run(  # noqa: S603 - our own script
        ["/bin/sh", "-c", script, "balise", "person", "ana b@example.org", "--owner"],
        env={"PATH": f"{tools}:/usr/bin:/bin"}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout == (
        f"{home} https://balise.example.org\n<person><ana b@example.org><--owner>"
    )


def test_the_image_serves_where_its_volume_is() -> None:
    image = FILES["Containerfile"]
    assert "BALISE_FOLDER=/var/lib/balise" in image
    assert "VOLUME /var/lib/balise" in image
    (command,) = re.findall(r"^CMD .*$", image, re.MULTILINE)
    assert "exec balise serve" in command  # the shell gives way: a stop is heard by Balise
    assert isinstance(next(verb for verb in verbs() if verb.name == "serve"), click.Command)
