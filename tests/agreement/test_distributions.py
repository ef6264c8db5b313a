"""Our t distribution against SciPy's."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats  # type: ignore[import-untyped]

from desktop.agreement.distributions import incomplete_beta, t_cdf, t_quantile


@pytest.mark.parametrize("df", [1, 2, 3, 4, 5, 9, 11, 19, 49, 99, 999, 99_999])
@pytest.mark.parametrize("p", [0.5, 0.6, 0.9, 0.95, 0.975, 0.995, 0.9999, 0.025, 0.1])
def test_quantiles_of_t(p: float, df: int) -> None:
    assert t_quantile(p, df) == pytest.approx(stats.t.ppf(p, df), rel=1e-8, abs=1e-12)


@given(st.floats(-50, 50), st.floats(0.5, 5_000))
def test_t_below_a_point(x: float, df: float) -> None:
    assert t_cdf(x, df) == pytest.approx(stats.t.cdf(x, df), abs=1e-9)


@given(st.floats(0.1, 200), st.floats(0.1, 200), st.floats(0, 1))
def test_the_incomplete_beta_function(a: float, b: float, x: float) -> None:
    assert incomplete_beta(a, b, x) == pytest.approx(stats.beta.cdf(x, a, b), abs=1e-10)


def test_the_ends() -> None:
    assert (t_cdf(math.inf, 3), t_cdf(-math.inf, 3)) == (1.0, 0.0)
    assert t_quantile(0.25, 7) == -t_quantile(0.75, 7)
