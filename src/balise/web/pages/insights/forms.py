"""What the answers may be asked for: a topic, a KPI, a period, an account, an objective."""

from __future__ import annotations

from django import forms

from balise.web.forms import Day, Text
from balise.web.pages.insights.topics import ALL, TOPICS


class InsightsForm(forms.Form):
    """A topic, a KPI, a period by its first and last day, an account, an objective."""

    topic = Text()
    kpi = Text()
    start = Day()
    end = Day()
    account = Text()
    objective = Text()

    def clean_topic(self) -> str:
        """Take the overview where no topic is asked for."""
        topic = str(self.cleaned_data["topic"]) or TOPICS[0].code
        if topic != ALL and topic not in {one.code for one in TOPICS}:
            raise forms.ValidationError(topic)
        return topic
