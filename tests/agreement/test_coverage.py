"""How often the nominal 95 % interval holds the truth, in simulated projects of 5 to 50 articles."""

import pytest

from tests.agreement.simulation import covered

ARTICLES = (5, 10, 20, 50)


@pytest.mark.parametrize("articles", ARTICLES)
@pytest.mark.parametrize("prevalence", [0.3, 0.5])
def test_the_interval_holds_the_truth_as_often_as_it_says(prevalence: float, articles: int) -> None:
    held = covered(articles, prevalence, 0.7, projects=3000, seed=20)
    assert 0.92 <= held.mean() <= 0.97


@pytest.mark.slow
@pytest.mark.parametrize("agreement", [0.4, 0.6, 0.7, 0.8, 0.9])
@pytest.mark.parametrize("articles", ARTICLES)
@pytest.mark.parametrize("prevalence", [0.3, 0.5])
def test_the_interval_holds_the_truth_at_every_alpha(
    prevalence: float, articles: int, agreement: float
) -> None:
    held = covered(articles, prevalence, agreement, projects=20_000, seed=21)
    assert 0.92 <= held.mean() <= 0.97


@pytest.mark.slow
@pytest.mark.parametrize("articles", ARTICLES)
@pytest.mark.parametrize("prevalence", [0.03, 0.1])
def test_with_rare_labels_it_holds_less_often(
    prevalence: float, articles: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """No promise here, which is why such rows carry the note on rare labels; the figures are printed."""
    held = covered(articles, prevalence, 0.7, projects=20_000, seed=22)
    with capsys.disabled():
        print(f"\nprevalence {prevalence}, {articles} articles: {held.mean():.3f} of {len(held)} hold α")
    assert held.mean() > 0.8
