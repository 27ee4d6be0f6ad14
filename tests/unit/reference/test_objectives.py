from __future__ import annotations

from balise.domain.strategy import STAGES
from balise.reference import objectives


def test_every_type_has_a_stage_two_labels_and_a_metric() -> None:
    for row in objectives.rows():
        assert row.stage in STAGES
        assert row.label_fr
        assert row.label_en
        assert row.kpi not in row.beside
        assert row.source_title


def test_no_stage_is_without_a_type() -> None:
    assert {row.stage for row in objectives.rows()} == set(STAGES)
