"""The page for operations people says what is true."""

from __future__ import annotations

import re
from pathlib import Path

from crossdock.adapters.policies import YamlPolicies

PAGE = (Path(__file__).parents[3] / "docs" / "POLICIES.md").read_text(encoding="utf-8")


def test_the_examples_of_the_page_can_be_used_as_they_stand(tmp_path: Path) -> None:
    modes, tolerances = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "modes.yaml").write_text(modes, encoding="utf-8")
    (tmp_path / "tolerances.yaml").write_text(tolerances, encoding="utf-8")

    policies, _ = YamlPolicies(tmp_path).load()

    assert [rule.mode.value for rule in policies.modes] == ["act", "off", "observe"]


def test_the_page_names_every_limit_and_mode() -> None:
    assert all(f"`{mode}`" in PAGE for mode in ("off", "observe", "propose", "act"))
    assert all(
        f"`{limit}`" in PAGE
        for limit in ("days_late", "quantity_percent", "quantity_absolute", "price_percent", "price_absolute")
    )
