"""A run as one HTML file that asks nothing of any network: figures, charts, and every question with its evidence."""

from evals.page.rendering import to_html

__all__ = ["to_html"]
