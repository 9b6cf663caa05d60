"""What a question asks for: small talk or a question to the documents, one question or several, alone or after others.

question + earlier questions → small talk | parts, each standing by itself, and what kind of answer each wants
"""

from assistant.questions.understanding import Asked, Kind, Part, SmallTalk, understand
from assistant.questions.wanting import KINDS, Wanted, asks_whether, holds, wanted

__all__ = ["KINDS", "Asked", "Kind", "Part", "SmallTalk", "Wanted", "asks_whether", "holds", "understand", "wanted"]
