"""What networks export of an audience, byte for byte, of people that never were."""

from __future__ import annotations

from tests.unit.ingest.exports_made import Made, bom, table, xls, xlsx, zipped

GENDERS = [("Female", "0.61"), ("Male", "0.375"), ("Other", "0.015")]
TERRITORIES = [("BE", "0.925"), ("FR", "0.031"), ("Others", "0.044")]
AGES = "Viewer age,Views (%),Average view duration,Watch time (hours) (%)"
VISITORS = (
    "Date,Overview page views (desktop),Overview page views (total),"
    "Overview unique visitors (total),Total page views (desktop),Total page views (total),"
    "Total unique visitors (total)"
)
MEMBER = "Content_2025-02-01_2025-02-28_ADemo.xlsx"


def studio(header: str, rows: object) -> bytes:
    """Write as TikTok Studio: every cell quoted, no line end after the last row."""
    return bom(table(header, rows, quoting=1).rstrip())  # type: ignore[arg-type]


def followers_zip() -> bytes:
    """Pack what TikTok Studio tells of the followers."""
    hours = [("December 31", hour, 40 - hour) for hour in range(24)]
    hours += [("January 1", hour, 9 if hour < 3 else 0) for hour in range(24)]
    return zipped(**{
        "FollowerHistory.csv": studio(
            "Date,Followers,Difference in followers from previous day",
            [("December 31", "undefined", 0), ("January 1", 512, 4)],
        ),
        "FollowerGender.csv": studio("Gender,Distribution", GENDERS),
        "FollowerTopTerritories.csv": studio("Top territories,Distribution", TERRITORIES),
        "FollowerActivity.csv": studio("Date,Hour,Active followers", hours),
    })  # fmt: skip


def page_followers() -> bytes:
    """Make the workbook of who follows a LinkedIn page."""
    return xls(
        New_followers=[
            ("Date", "Sponsored followers", "Organic followers", "Auto-invited followers",
             "Total followers"),
            ("02/25/2025", 0.0, 3.0, 1.0, 4.0),
        ],
        Location=[("Location", "Total followers"), ("Brussels Metropolitan Area", 120.0)],
        Job_function=[("Job function", "Total followers"), ("Sales", 40.0), ("Sales", 1.0)],
        Seniority=[("Seniority", "Total followers"), ("Entry", 60.0)],
        Industry=[("Industry", "Total followers"), ("Food & Beverage Services", 9.0)],
        Company_size=[("Company size", "Total followers"), ("1-10", 88.0)],
    )  # fmt: skip


def page_visitors() -> bytes:
    """Make the workbook of who visits a LinkedIn page."""
    return xls(
        Visitor_metrics=[VISITORS.split(","), ("02/25/2025", 2.0, 3.0, 2.0, 4.0, 6.0, 5.0)],
        Location=[("Location", "Total views"), ("Ghent Metropolitan Area", 6.0)],
    )


def member(*demographics: tuple[object, ...], figures: tuple[object, object] = (940, 500)) -> bytes:
    """Make the sheets of a member's workbook that tell of no post."""
    return xlsx(
        DISCOVERY=[
            ("Overall Performance", "2/1/2025 - 2/28/2025"),
            ("Impressions", figures[0]),
            ("Members reached", figures[1]),
        ],
        FOLLOWERS=[
            ("Total followers on 2/28/2025:", "1,512"), (), ("Date", "New followers"),
            ("2/25/2025", 3),
        ],
        DEMOGRAPHICS=[("Top Demographics", "Value", "Percentage"), *demographics],
    )  # fmt: skip


def ages() -> bytes:
    """Write YouTube's table of ages: shares of views, never people."""
    rows = [("Total", "", "0:03:00", ""), ("18\u201324 years", 12.5, "0:02:45", 11.8),
            ("65+ years", 3.5, "0:03:05", 2.6)]  # fmt: skip
    return table(AGES, rows).encode()


def countries_by_day() -> bytes:
    """Write YouTube's daily table of countries."""
    rows = [("2025-08-28", "BE", 4), ("2025-08-28", "FR", 1), ("2025-08-29", "BE", 5)]
    return table("Date,Geography,Views", rows).encode()


AUDIENCE = (
    Made(name="Followers_moulin.demo.zip", format="tiktok.studio.activity, tiktok.studio.audience, "
         "tiktok.studio.followers", make=followers_zip),
    Made(name="FollowerGender.csv", format="tiktok.studio.audience",
         make=lambda: studio("Gender,Distribution", GENDERS)),
    Made(name="moulin_followers_1740700000.xls", format="linkedin.page.audience, "
         "linkedin.page.followers", make=page_followers),
    Made(name="moulin_visitors_1740700000.xls", format="linkedin.page.visitors, "
         "linkedin.page.visits", make=page_visitors),
    Made(name=MEMBER, format="linkedin.member.audience, linkedin.member.discovery, "
         "linkedin.member.followers",
         make=lambda: member(("Job title", "Baker", "12%"), ("Job title", "Miller", "< 1%"))),
    Made(name="Viewer age.csv", format="youtube.dimension", make=ages),
    Made(name="Chart data.csv", format="youtube.dimension", make=countries_by_day),
)  # fmt: skip
