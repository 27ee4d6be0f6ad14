"""Where the account is, and the installation."""

from __future__ import annotations

from django.urls import path, re_path

from balise.web.pages.account import installation, people, restoring, security, tokens, views

urlpatterns = [
    path("settings", views.account, name="account"),
    path("settings/password", views.password, name="password"),
    path("settings/security", security.security, name="security"),
    re_path("^settings/factor/(?P<what>begin|confirm|renew|drop)$", security.factor, name="factor"),
    path("settings/session", security.end_session, name="end-session"),
    path("settings/sessions", security.end_sessions, name="end-sessions"),
    path("settings/tokens", tokens.tokens, name="tokens"),
    path("settings/tokens/revoke", tokens.revoke, name="revoke-token"),
    path("settings/people", people.people, name="people"),
    path("settings/people/<str:what>", people.change, name="change-person"),
    path("settings/installation", installation.installation, name="installation"),
    path("settings/installation/download", installation.download, name="backup-download"),
    path("settings/installation/backup", installation.write, name="backup-write"),
    path("settings/installation/key", installation.rotate, name="rotate-key"),
    path("settings/installation/restore", restoring.choose, name="restore"),
    path("settings/installation/restore/wait", restoring.wait, name="restore-wait"),
    re_path(
        "^settings/installation/restore/(?P<room>[0-9a-f]{16})$",
        restoring.look,
        name="restore-look",
    ),
    path("settings/installation/resume", installation.resume, name="resume"),
]
