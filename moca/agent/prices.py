"""
What a call to the model costs, as far as Moca knows.

OpenAI's list prices for standard processing, USD per million tokens, as its pricing page showed them in 2025. They may
be stale and know no discount (cached input, batch), so a cost is an estimate for caps and reports, never an invoice. A
model that is not in the table costs 0: the cap in money cannot bite for it, the one in tokens does.
"""

import re

PRICES_USD_PER_MILLION: dict[str, tuple[float, float]] = {
    "gpt-4.1": (2.00, 8.00),
    "gpt-4.1-mini": (0.40, 1.60),
    "gpt-4.1-nano": (0.10, 0.40),
    "gpt-4o": (2.50, 10.00),
    "gpt-4o-mini": (0.15, 0.60),
    "gpt-5": (1.25, 10.00),
    "gpt-5-mini": (0.25, 2.00),
    "gpt-5-nano": (0.05, 0.40),
}
"""Model → price of the tokens in and of the tokens out."""


def cost_usd(model: str, tokens_in: int, tokens_out: int) -> float:
    """Give the price of a call; 0 for a model that the table lacks. A dated name costs what the plain one does."""
    price_in, price_out = PRICES_USD_PER_MILLION.get(_DATE.sub("", model), (0.0, 0.0))
    return (tokens_in * price_in + tokens_out * price_out) / 1_000_000


_DATE = re.compile(r"-\d{4}-\d{2}-\d{2}$")
