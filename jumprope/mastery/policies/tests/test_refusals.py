"""What the rules refuse, as clients are told."""

import re
from inspect import getsource

import pytest

from jumprope.kit.errors import Problem
from jumprope.mastery.policies import reads
from jumprope.mastery.policies.rules import InputRefused, calculations, inputs

CODES = {
    code
    for module in (calculations, inputs)
    for code in re.findall(r'(?:InputRefused\(\s*|code = |else )"([a-z_]+)"', getsource(module))
}


def test_the_rules_have_ten_codes_for_settings() -> None:
    assert len(CODES) == 10


@pytest.mark.parametrize("code", sorted(CODES))
def test_a_refusal_carries_the_code_of_the_rule_and_its_sentence(code: str) -> None:
    refusal = reads.calculation_refused(InputRefused(code, "percent", "percent must be {so}."))
    assert refusal.problems == (Problem(code, "percent must be {so}.", "settings.percent"),)


@pytest.mark.parametrize("code", ["not_a_list", "too_many_scores", "weights_do_not_match"])
@pytest.mark.parametrize("field", ["calculation_type", "scores.3", "weights"])
def test_what_is_no_setting_keeps_its_field(code: str, field: str) -> None:
    refusal = reads.calculation_refused(InputRefused(code, field, "No."))
    assert refusal.problems == (Problem(code, "No.", field),)
