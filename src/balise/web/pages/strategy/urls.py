"""Where the strategy of a brand is."""

from __future__ import annotations

from django.urls import path

from balise.web.pages.strategy import editing, history, text, views

urlpatterns = [
    path("strategy", views.strategy, name="strategy"),
    path("strategy/networks", views.networks, name="strategy_networks"),
    path("strategy/edit/<slug:table>", editing.part, name="strategy_part"),
    path("strategy/text", text.text, name="strategy_text"),
    path("strategy/text/check", text.check, name="strategy_check"),
    path("strategy/history", history.history, name="strategy_history"),
    path("strategy/difference", history.difference, name="strategy_difference"),
    path("strategy/restore", history.restore, name="strategy_restore"),
    path("strategy/strategy.toml", views.file, name="strategy_file"),
    path("strategy/roadmap.<slug:form>", views.road, name="strategy_road"),
]
