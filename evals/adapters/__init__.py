"""Published formats as suites, by a path that the user gives: what a path holds is told from its content.

YAML suites (``evals.suite``), SQuAD (``evals.squad``), JSONL of questions and answers (``entries``), BEIR folders (``beir``).
"""

from evals.adapters.detecting import Kind, kind_of, suites_at

__all__ = ["Kind", "kind_of", "suites_at"]
