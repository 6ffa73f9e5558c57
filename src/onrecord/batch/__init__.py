"""The same road over a crawl, on all cores of a machine or on a cluster: WARC files in, Parquet tables out.

Daft (https://daft.ai) deals files out to workers (`engine`) and joins what they wrote, to find copies (`copies`). A
worker reads one file (`files`) with `onrecord.read_page` and puts its rows in their place when it is done (`tables`).
The extra `batch` installs what is needed.
"""
