import pytest

import module_length

pytestmark = pytest.mark.once


def test_a_long_module_is_named_unless_it_says_why(tmp_path):
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "short.py").write_text("x = 1\n" * 400)
    (tmp_path / "src" / "long.py").write_text("x = 1\n" * 401)
    (tmp_path / "src" / "reasoned.py").write_text("# long because one table stays in one place\n" + "x = 1\n" * 401)

    assert module_length.too_long(tmp_path) == ["src/long.py: 401 lines; please split it by what it is about."]
