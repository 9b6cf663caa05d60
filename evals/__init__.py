"""Evaluation: suites of known facts, scorers, runs and reports. Start at ``evals.run.run_suites``."""
