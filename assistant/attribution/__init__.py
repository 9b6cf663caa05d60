"""Who, according to a document itself, says what stands at a place in it. Rules over words; English and Arabic.

    text → units (sentences, quotations whole) → frames (who reports what) → speakers (pronouns, short forms resolved)
         → what goes on without saying so again (lists, quotations, minutes) → else the issuer of the document, if it has one

Of the kind of the direct- and indirect-speech rules of Krestel, Bergler and Witte 2008 ("Minding the Source"), extended
to Arabic word order. Only reporting verbs, connectives and role nouns are known, no person or party.
"""

from assistant.attribution.issuer import issuer
from assistant.attribution.records import Speaker, Stance
from assistant.attribution.sameness import same_speaker
from assistant.attribution.speaking import heard_before, is_own_voice, speaker

__all__ = ["Speaker", "Stance", "heard_before", "is_own_voice", "issuer", "same_speaker", "speaker"]
