"""Briefings: what an analyst writes before a meeting, made of the sources' own words, every sentence cited."""
