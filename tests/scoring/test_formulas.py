"""Each formula alone, over adversarial numbers, in IronCalc, against the scoring definitions.

The whole forms are held against the core in two engines by test_sheet_equals_core.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import ironcalc
import pytest
from hypothesis import given
from hypothesis import strategies as st

import xlfuncs
from xlfuncs.errors import NotCovered, XlfuncsError
from xlfuncs.functions.apply import bound
from xlfuncs.scoring import formulas as native
from xlfuncs.scoring.formulas import next_grade_gap, required_for_full
from xlfuncs.scoring.numbers import exact
from xlfuncs.scoring.rates import change_rate, rate
from xlfuncs.scoring.ratio import ratio_score
from xlfuncs.scoring.steps import checklist_score, step_deduction
from xlfuncs.scoring.tiers import band_label, tier_score

ERROR = "#"
ROUNDINGS = st.sampled_from(("half_up", "truncate"))
BANDS = tuple((Decimal(start), Decimal(share)) for start, share in (("2", "0.1"), ("3", "0.2"), ("5", "0.3")))


class Calculator:
    """One cell for a formula, its inputs in A1, B1, …"""

    def __init__(self) -> None:
        self.model = ironcalc.create("formulas", "en", "UTC", "en")

    def __call__(self, formula: str, *inputs: Any) -> Any:
        for column, value in enumerate(inputs, 1):
            if isinstance(value, str):
                self.model.update_cell_with_text(0, 1, column, value)
            else:
                self.model.update_cell_with_number(0, 1, column, float(value))
        self.model.update_cell_with_formula(0, 2, 1, f"={formula}")
        self.model.evaluate()
        result = self.model.get_cell_value(0, 2, 1)
        return ERROR if isinstance(result, str) and result.startswith("#") else result


calculate = Calculator()


def defined(function: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
    """What the definition gives, as a cell shows it."""
    try:
        result = function(*arguments, **named)
    except NotCovered:
        return "原文未载"
    except XlfuncsError:
        return ERROR
    return result if isinstance(result, str) else float(result)


def same(found: Any, wanted: Any) -> bool:
    if isinstance(wanted, str) or isinstance(found, str):
        return bool(found == wanted)
    return f"{found:.15g}" == f"{wanted:.15g}" and str(found) != "-0.0"


@st.composite
def pairs(draw: st.DrawFn, times: int) -> tuple[int, int]:
    """Whole and part in cents, so that part × times ÷ whole is whole or halfway, or a cent beside it."""
    if draw(st.booleans()):
        return draw(st.integers(1, 10**12)), draw(st.integers(0, 10**12))
    size, count = draw(st.integers(1, 10**12 // (2 * times))), draw(st.integers(0, 3 * times))
    return 2 * times * size, max(count * size + draw(st.integers(-1, 1)), 0)


@given(pairs(10_000), st.sampled_from((2, 3, 4)), ROUNDINGS)
def test_rate(pair: tuple[int, int], places: int, rounding: Any) -> None:
    whole, part = pair
    parameters = {"places": places, "rounding": rounding, "ceiling": Decimal(1)}
    found = calculate(native.rate("B1", "A1", parameters), whole, part)
    assert same(found, defined(rate, Decimal(part), Decimal(whole), **parameters))


@given(pairs(10_000), st.sampled_from((2, 4)), ROUNDINGS)
def test_signed_rate(pair: tuple[int, int], places: int, rounding: Any) -> None:
    base, current = pair
    parameters = {"places": places, "rounding": rounding}
    found = calculate(native.change_rate("B1", "A1", parameters), base, current - base)
    assert same(found, defined(change_rate, Decimal(base), Decimal(current), **parameters))


@given(st.integers(1, 10_000).flatmap(lambda points: st.tuples(pairs(points), st.just(points))), st.data())
def test_indicator(drawn: tuple[tuple[int, int], int], data: st.DataObject) -> None:
    (whole, part), points = drawn
    direction = data.draw(st.sampled_from(("positive", "negative")))
    parameters: dict[str, Any] = {
        "places": data.draw(st.sampled_from((0, 1, 2, 2, 3))),
        "rounding": data.draw(ROUNDINGS),
        "excess_bands": data.draw(st.sampled_from(((), BANDS))),
    }
    formula = native.ratio_score("B1", "A1", "C1", parameters, 'D1="positive"')
    found = calculate(formula, whole, part, points / 100, direction)
    target, actual = (whole, part) if direction == "positive" else (part, whole)
    if direction == "negative" and not part:
        return  # a target of zero: the caller's to refuse
    numbers = Decimal(target), Decimal(actual), exact(points / 100)
    assert same(found, defined(ratio_score, *numbers, direction=direction, **parameters))


@pytest.mark.parametrize("cents", [-1, 0, 1])
@pytest.mark.parametrize("times", [1, 2, 3, 4, 6])
def test_band_edges(times: int, cents: int) -> None:
    for whole in (1, 333, 10**11 + 7):
        part = max(whole * times + cents, 0)
        found = calculate(
            native.ratio_score("B1", "A1", "C1", {"excess_bands": BANDS}, "TRUE"), whole, part, 3.33
        )
        wanted = ratio_score(
            Decimal(whole), Decimal(part), Decimal("3.33"), direction="positive", excess_bands=BANDS
        )
        assert same(found, float(wanted))


@given(st.integers(0, 12_000), st.integers(0, 10_000), st.sampled_from((0, 1, 2, 3)), ROUNDINGS)
def test_score_of_rate(basis_points: int, points: int, places: int, rounding: Any) -> None:
    parameters = {"rate_places": 4, "places": places, "rounding": rounding}
    found = calculate(native.score_of_rate("A1", "B1", parameters), basis_points / 10_000, points / 100)
    numbers = Decimal(10_000), Decimal(basis_points), exact(points / 100)
    wanted = ratio_score(*numbers, direction="positive", rate_rounding="truncate", **parameters)
    assert same(found, float(wanted))


@given(st.data())
def test_deduction_score(data: st.DataObject) -> None:
    step = data.draw(st.sampled_from((Decimal("0.01"), Decimal("0.05"), Decimal("0.1"))))
    baseline = data.draw(st.integers(-10_000, 10_000))
    steps, beside = data.draw(st.integers(0, 20)), data.draw(st.integers(-1, 1))
    current = baseline + steps * int(step * 10_000) + beside
    points = data.draw(st.integers(0, 1_000))
    parameters = {
        "step": step,
        "per_step": data.draw(st.sampled_from((Decimal("0.4"), Decimal("0.125"), Decimal(1)))),
        "partial": data.draw(st.sampled_from(("ignored", "proportional", "whole"))),
        "low": Decimal(-1),
        "high": Decimal(1),
    }
    given = exact(baseline / 10_000), exact(current / 10_000), exact(points / 100)
    found = calculate(native.step_deduction("A1", "B1", "C1", parameters), *map(float, given))
    lost = defined(step_deduction, *given, **parameters)
    assert same(found, lost if lost == ERROR else float(given[2] - exact(lost)))


@given(
    st.sampled_from((-1.0, 0.5)) | st.integers(0, 12).map(float), st.integers(0, 1_000), st.integers(0, 250)
)
def test_checklist(failed: float, points: int, per_item: int) -> None:
    each = Decimal(per_item) / 100
    found = calculate(native.checklist_score("A1", "B1", each), failed, points / 100)
    assert same(found, defined(checklist_score, exact(failed), exact(points / 100), each))


TIERS = {
    "达成": (Decimal("0.8"), Decimal(1), True, True),
    "部分达成": (Decimal("0.6"), Decimal("0.8"), True, False),
    "未达成": (Decimal(0), Decimal("0.6"), True, False),
}


@given(st.sampled_from((*TIERS, "很好")), st.integers(0, 1_010), st.integers(-10, 10_000))
def test_tier(level: str, thousandths: int, points: int) -> None:
    share, worth = thousandths / 1_000, points / 100
    found = calculate(native.tier_score("A1", "B1", "C1", {"tiers": TIERS}), level, share, worth)
    assert same(found, defined(tier_score, level, exact(worth), exact(share), tiers=TIERS))


@given(st.sampled_from((-0.01, 0, 59.99, 60, 89.999999, 90, 100, 100.01)))
def test_grade(total: float) -> None:
    bands = [(Decimal(90), "优"), (Decimal(60), "中")]
    parameters = {"bands": bands, "ceiling": Decimal(100)}
    assert calculate(native.band_label("A1", parameters), total) == defined(
        band_label, exact(total), **parameters
    )


@given(st.integers(0, 5), st.integers(0, 5), st.integers(0, 1_000))
def test_all_or_nothing(target: int, actual: int, points: int) -> None:
    found = calculate(native.all_or_nothing("B1", "A1", "C1", {}), target, actual, points / 100)
    wanted = ratio_score(
        Decimal(target), Decimal(actual), exact(points / 100), direction="equal", equal="exact"
    )
    assert same(found, float(wanted))


@given(st.integers(0, 10**12), st.integers(0, 6))
def test_amounts_become_whole_without_loss(digits: int, decimals: int) -> None:
    """Up to 10**10 with 2 decimals, 10**8 with 4, 10**6 with 6."""
    amount = digits / 10**decimals
    if amount >= 10 ** (10 - 2 * max(0, (decimals - 1) // 2)):
        return
    factor = calculate(native.scale("A1", "B1"), amount, 0)
    assert calculate(native.scaled("A1", "B1"), amount, factor) == float(exact(amount) * exact(factor))


RULES = ("beijing-2022", "mof-2020-10", "integrated-system", "dongxihu-2020")


@given(
    st.sampled_from(RULES),
    st.integers(1, 10**11).map(lambda cents: cents / 100)
    | st.integers(1, 10**9).map(lambda small: small / 10**6),
    st.sampled_from((10.0, 20.0, 8.0, 15.5)),
)
def test_what_must_be_executed_for_full_points(rule: str, budget: float, points: float) -> None:
    formula = required_for_full("A1", exact(points), bound("execution_rate_score", rule)[1])
    assert calculate(formula, budget) == xlfuncs.required_executed(budget, points, None, rule)


@pytest.mark.parametrize("budget", [0.0, -1.0, "无"])
def test_without_a_budget_nothing_is_required(budget: Any) -> None:
    formula = required_for_full("A1", Decimal(20), bound("execution_rate_score", "beijing-2022")[1])
    assert calculate(formula, budget) == ""


@given(st.integers(0, 10000).map(lambda cents: cents / 100))
def test_the_gap_to_the_next_grade(total: float) -> None:
    edges = [Decimal(edge) for edge in (60, 80, 90)]
    missing = [edge - exact(total) for edge in edges if edge > exact(total)]
    formula = next_grade_gap("A1", bound("grade", "mof-2020-10")[1])
    assert calculate(formula, total) == (float(missing[0]) if missing else "")
