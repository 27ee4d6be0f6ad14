"""Facebook ads: one row an ad, always paid."""

from __future__ import annotations

from balise.ingest.layout import aliases
from balise.ingest.posts import PostTable

ADS = PostTable(
    name="facebook.ads",
    network="facebook",
    columns=aliases(
        id="ad_id|Ad ID",
        published="Date|Reporting starts|Day",
        account="Account name",
        campaign="xyz_campaign_id|Campaign name",
        ad_set="fb_campaign_id|Ad set name",
        impressions="Impressions",
        clicks_all="Clicks|Clicks (all)",
        spend="Spent|Amount spent (USD)|Amount spent (EUR)",
        leads="Total_Conversion",
        conversions="Approved_Conversion|Results",
        paid="ad_id",
        ignored="age|gender|interest",
    ),
    needs=("id", "impressions", "spend", "conversions"),
    kind_of=lambda _row, _named: "other",
)

LAYOUTS = (ADS,)
