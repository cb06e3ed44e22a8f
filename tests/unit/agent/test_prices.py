"""What a call costs, as far as is known."""

import pytest

from moca.agent.prices import cost_usd


@pytest.mark.parametrize("model", ["gpt-4.1-mini", "gpt-4.1-mini-2025-04-14"])
def test_a_known_model_costs_its_list_price(model):
    """Per million tokens, in and out; a dated name costs the same."""
    assert cost_usd(model, 1_000_000, 500_000) == pytest.approx(0.40 + 0.80)


@pytest.mark.parametrize("model", ["", "demo", "gpt-4.1-mini-ft:shop", "2025-04-14"])
def test_an_unknown_model_costs_nothing(model):
    """0 means not known."""
    assert cost_usd(model, 1_000, 1_000) == 0
