"""How much of a file is read at most: a wrong or hostile file ends with one line, not the machine.

Each limit is far above what an account of a network gives, and low enough that a file which asks
for more ends within seconds and below 500 MB of memory.
"""

from __future__ import annotations

MOST_BYTES = 2 << 30
"""Of one table or script. A million posts with 400 letters each are 0.5 GB."""

MOST_UNPACKED = 4 << 30
"""Of all that is read from one archive: members that overlap, or many small ones, add up."""

MOST_RATIO = 200
MOST_RATIO_FROM = 16 << 20
"""A member above 16 MB that shrank 200 times or more is no export: tables shrink 3 to 30 times,
and what comes near the 1,032 times that Deflate allows was made to fill a memory."""

MOST_DIRECTORY = 16 << 20
"""Of the list of members of an archive, some 150,000 names: an archive of X with all the pictures
of an account has ten thousands."""

MOST_NESTED = 64 << 20
"""Of an archive inside an archive, which is held in memory while it is read."""

MOST_LINE = 4_000_000
"""Letters of one line. The longest text that a network takes has 125,000 (an article)."""

MOST_CELL = 400_000
"""Letters of one cell, which may go over many lines: a lost quote makes one of a whole file."""

MOST_POSTS = 2_000_000
"""Of the rows of posts in one file: each id is kept in mind, 150 bytes."""

MOST_SALES = 1_000_000
"""Of the rows of a till, and of those that a survey has answers of."""

MOST_PARTS = 100_000
"""Of the days, codes and campaigns for which figures are added up, 2 kB each."""

MOST_ROWS = 200_000
"""Of other tables: 250 countries on each of 800 days."""

MOST_HELD = 32 << 20
"""Letters of such a table, which is held in memory while it is read."""

MOST_WORKBOOK = 64 << 20
"""Of a workbook, as it is on the disk. LinkedIn gives at most a few thousand rows: 1 MB."""

MOST_WORKBOOK_TEXT = 128 << 20
"""Of the cells of a workbook, written out."""

MOST_WORKBOOK_MEMORY = 448 << 20
"""Of the process that reads a workbook, its program included."""

MOST_WORKBOOK_SECONDS = 60
"""For reading a workbook; 100,000 rows of 20 cells take 5."""

MOST_FINDINGS = 1_000
"""Of one kind in one file; the rest is counted. Nobody reads a thousand lines that say the same."""

MOST_ENTRY = 4 << 20
"""Of one entry of a JSON file: a post with all that a network tells of it is 10 to 100 kB."""

MOST_NESTED_JSON = 100
"""Objects and lists in one another; a post that quotes another that quotes a third has 20."""
