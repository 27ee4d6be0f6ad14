"""Points of OWASP ASVS 5.0 (levels 1 and 2) that this program is held to: which test shows each.

Whoever removes or renames a test that stands here has to say what shows the point instead.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.urls import get_resolver

import balise
from balise.web import urls

TESTS = Path(__file__).parents[2]
_LOGINS, _GUARD = "unit/teaming/test_logins.py", "unit/web/test_web_guard.py"
_WEB_LOGIN, _HOOKS = "unit/web/test_web_login.py", "unit/networks/test_webhook.py"
_PICTURES, _NOTES = "unit/ingest/test_pictures.py", "store/test_notes.py"
_CRAWL = "unit/web/crawl/test_every_form.py"

SHOWN: dict[str, tuple[str, ...]] = {
    # What is typed and sent
    "1.3.6": (f"{_HOOKS}::test_no_address_within_is_called",
              f"{_HOOKS}::test_a_redirect_is_not_followed"),
    "2.4.1": (f"{_LOGINS}::test_a_flood_from_one_address_ends_before_anything_is_hashed",
              "unit/web/api/test_api_rights.py::test_each_token_has_a_pace_of_its_own",
              "unit/web/api/test_api_rights.py::test_a_stranger_is_soon_answered_no_more"),
    # Browsers
    "3.2.1": (f"{_GUARD}::test_files_of_style_and_script_carry_the_policy_too",
              f"{_CRAWL}::test_no_member_of_a_team_breaks_anything",
              f"{_CRAWL}::test_one_who_works_alone_breaks_nothing"),
    "3.3.1": (f"{_WEB_LOGIN}::test_the_cookie_of_a_session_is_for_us_alone",),
    "3.3.2": (f"{_WEB_LOGIN}::test_the_cookie_of_a_session_is_for_us_alone",),
    "3.3.3": (f"{_WEB_LOGIN}::test_the_cookie_of_a_session_is_for_us_alone",),
    "3.4.3": (f"{_GUARD}::test_every_answer_carries_the_policy",),
    "3.4.6": (f"{_GUARD}::test_every_answer_carries_the_policy",),
    "3.5.1": (f"{_WEB_LOGIN}::test_a_form_without_its_token_is_refused",
              f"{_WEB_LOGIN}::test_a_form_of_another_site_is_refused"),
    # Files
    "5.2.1": (f"{_PICTURES}::test_too_many_bytes_or_pixels_are_refused_before_they_fill_the_memory",
              "store/test_backup.py::test_a_bomb_that_lies_of_its_size_is_cut_off"),
    "5.2.2": (f"{_PICTURES}::test_a_damaged_file_is_kept_as_a_picture_or_refused",
              "unit/web/test_web_report.py::test_no_hostile_file_becomes_a_logo"),
    "5.3.1": (("unit/web/test_web_report.py::"
              "test_only_the_blocks_that_a_report_was_written_with_may_run"),
              f"{_GUARD}::test_no_other_file_is_given"),
    "5.3.2": (f"{_CRAWL}::test_one_who_works_alone_breaks_nothing",
              "unit/test_sharing.py::test_no_name_of_a_brand_leads_out_of_the_folder"),
    # Logins
    "6.3.1": ((f"{_LOGINS}::"
              "test_an_account_waits_after_ten_tries_from_one_address_and_not_from_another"),
              f"{_LOGINS}::test_an_account_waits_after_fifty_tries_from_everywhere",
              "unit/web/test_web_sure.py::test_a_session_is_no_place_to_guess_a_password_at"),
    "7.2.1": (f"{_LOGINS}::test_a_session_is_known_by_its_token_and_kept_as_a_hash",
              f"{_WEB_LOGIN}::test_logging_out_ends_the_session_for_every_copy_of_the_cookie"),
    "7.2.4": ((f"{_WEB_LOGIN}::"
              "test_a_session_is_new_at_each_login_and_a_planted_one_is_worth_nothing"),),
    "7.3.1": (f"{_LOGINS}::test_a_session_that_nobody_uses_is_over_after_twelve_hours",),
    "7.3.2": (f"{_LOGINS}::test_a_session_that_is_used_is_over_after_fourteen_days",),
    "7.5.1": (("unit/web/test_web_sure.py::"
              "test_what_decides_of_rights_asks_for_the_password_again"),),
    # Tokens of networks: none is held, no login at another site is offered
    "10.1.1": ("unit/web/test_asvs.py::test_no_token_of_a_network_is_held",),
    "10.1.2": ("unit/web/test_asvs.py::test_no_token_of_a_network_is_held",),
    "10.2.1": ("unit/web/test_asvs.py::test_no_token_of_a_network_is_held",),
    "10.2.2": ("unit/web/test_asvs.py::test_no_token_of_a_network_is_held",),
    # Secrets
    "11.2.1": (f"{_LOGINS}::test_a_secret_is_sealed_at_rest_and_only_for_its_person",),
    "11.3.2": ("unit/vault/test_key.py::test_what_is_sealed_opens_for_its_owner_alone",),
    "11.4.2": (("unit/vault/test_passwords.py::"
               "test_the_hash_is_argon2id_with_at_least_what_asvs_asks"),),
    "13.2.4": (f"{_HOOKS}::test_no_address_within_is_called",
               "store/test_outward.py::test_only_so_many_public_addresses_are_called"),
    "13.2.5": (f"{_HOOKS}::test_a_name_that_answers_otherwise_a_moment_later_changes_nothing",),
    "13.3.1": ("unit/vault/test_key.py::test_it_is_made_once_for_nobody_else_to_read",
               f"{_LOGINS}::test_the_key_is_changed_without_losing_a_secret",
               "store/test_outward.py::test_the_secret_of_a_hook_is_kept_sealed"),
    "14.2.4": ("store/test_backup.py::test_neither_the_key_nor_a_session_nor_the_engine_is_in_it",
               "unit/test_sharing.py::test_the_secret_is_told_once_and_is_not_in_the_store"),
    # The log
    "16.2.1": (f"{_NOTES}::test_rows_are_numbered_and_bound_to_one_another",),
    "16.2.5": ("unit/teaming/test_people.py::test_no_secret_is_in_the_log",),
    "16.3.1": (f"{_LOGINS}::test_what_is_not_right_is_refused_in_the_same_words",
               "unit/web/test_web_sure.py::test_a_session_is_no_place_to_guess_a_password_at"),
    "16.3.3": ("unit/teaming/test_people.py::test_a_role_is_changed_and_taken",),
    "16.4.2": (f"{_NOTES}::test_the_database_refuses_to_change_or_remove_a_row",
               ("store/test_notes_signed.py::"
               "test_a_log_that_was_written_anew_without_the_key_is_found")),
}  # fmt: skip
"""Number of the point to the tests that show it."""


@pytest.mark.parametrize("point", SHOWN)
def test_each_point_is_shown_by_tests_that_are_there(point: str) -> None:
    assert re.fullmatch(r"\d{1,2}\.\d{1,2}\.\d{1,2}", point)
    assert SHOWN[point]
    for node in SHOWN[point]:
        file, _, name = node.partition("::")
        tree = ast.parse((TESTS / file).read_text())
        tests = {one.name: one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)}
        assert name in tests, node
        marks = " ".join(map(ast.unparse, tests[name].decorator_list))
        assert ".skip(" not in marks, node


def test_no_token_of_a_network_is_held() -> None:
    """Nothing is published for a user, so that no network has to be asked for a token."""
    source = "\n".join(one.read_text() for one in Path(balise.__file__).parent.rglob("*.py"))
    assert not re.search(
        r"^\s*(?:import|from) (?:authlib|oauthlib|requests_oauthlib)", source, re.MULTILINE
    )
    names = {str(name) for name in get_resolver(urls.__name__).reverse_dict if name}
    assert not [name for name in names if re.search(r"oauth|callback|redirect", name)]
