"""What a reading does not need is not loaded: an article given as text is read without HTML, PDF and feed libraries."""

import subprocess
import sys

SLOW = ("trafilatura", "py3langid", "pypdfium2", "feedparser", "sqlalchemy", "pyarrow", "httpx2")


def test_reading_text_loads_no_libraries_for_other_pages() -> None:
    program = (
        "import sys; from onrecord.pages import RawPage, to_article;"
        "import onrecord.reading;"
        "to_article(RawPage(data=b'The weir will hold, the engineer said on Monday.', name='a'), 'article');"
        f"print(*(name for name in {SLOW} if name in sys.modules))"
    )
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == ""
