"""Proper names: where they stand in English text, and whether two spellings, in either script, are one name.

Arabic has no capitals, so Arabic names are not found by themselves; they are matched with names that are given.
"""

from assistant.names.finding import Name, names
from assistant.names.matching import SAME, mentions, same_name, unsupported_names
from assistant.names.sounds import skeleton

__all__ = ["SAME", "Name", "mentions", "names", "same_name", "skeleton", "unsupported_names"]
