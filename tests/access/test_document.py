import pytest

import write_rights

pytestmark = pytest.mark.once


def test_the_page_on_who_sees_what_says_what_the_table_says():
    assert write_rights.PAGE.read_text(encoding="utf-8") == write_rights.page()
