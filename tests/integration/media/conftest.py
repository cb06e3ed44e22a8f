"""Files of media in a directory of the test's own."""

from pathlib import Path

import pytest

from moca.media.files import MediaFiles


@pytest.fixture
def files(tmp_path: Path) -> MediaFiles:
    return MediaFiles(tmp_path)
