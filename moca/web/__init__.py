"""The web: Meta's webhooks, the API, health and, later, the office, on one Litestar application."""
