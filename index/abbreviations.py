"""What ends in a stop without ending a sentence, in English and Arabic."""

# Before a name or whatever else follows; the sentence goes on.
NEVER_LAST = frozenset(
    {"mr", "mrs", "ms", "messrs", "mx", "dr", "prof", "gen", "lt", "col", "maj", "sgt", "capt", "cpl", "pvt", "adm", "cmdr"}
    | {"sen", "rep", "gov", "pres", "rev", "hon", "supt", "insp", "amb"}
    | {"e.g", "i.e", "c.f", "cf", "vs", "viz", "approx", "esp", "incl", "resp"}
)

# Ends a sentence only if a capital follows.
OPEN_LISTS = frozenset({"etc"})

# Before a number only.
BEFORE_NUMBERS = frozenset(
    {"no", "nos", "nr", "fig", "figs", "p", "pp", "vol", "vols", "ch", "chap", "sec", "sect", "art", "arts", "para", "paras"}
    | {"app", "eq", "ed", "eds", "ref", "tel", "ext", "ser", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept"}
    | {"oct", "nov", "dec", "ص", "ط", "ج", "س", "هـ", "م"}
)

# In the middle as often as at the end; what follows must tell.
AMBIGUOUS = frozenset(
    {"inc", "ltd", "co", "corp", "llc", "plc", "jr", "sr", "bros", "al", "est", "dept", "univ", "assn", "ave", "blvd", "rd"}
    | {"st", "mt", "ft", "fr", "op", "ca", "det", "min", "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun"}
)

TIMES = frozenset({"a.m", "p.m"})
NOT_AFTER_TIMES = frozenset(
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april"}
    | {"may", "june", "july", "august", "september", "october", "november", "december"}
    | {"est", "edt", "pst", "pdt", "cst", "cdt", "gmt", "utc", "bst", "cet", "ast", "jan", "feb", "mar", "apr", "jun", "jul"}
    | {"aug", "sep", "sept", "oct", "nov", "dec", "local", "eastern", "pacific", "central"}
)

# Capitalised only because a sentence begins with them.
STARTERS = frozenset(
    {"the", "a", "an", "it", "he", "she", "they", "we", "you", "this", "that", "these", "those", "there", "here", "but", "and"}
    | {"or", "so", "yet", "in", "on", "at", "for", "from", "to", "by", "with", "without", "as", "if", "when", "while", "after"}
    | {"before", "since", "although", "though", "because", "however", "meanwhile", "his", "her", "its", "their", "our", "my"}
    | {"who", "what", "where", "which", "why", "how", "not", "one", "some", "many", "most", "all", "both", "also", "then", "now"}
    | {"according", "during", "under", "over", "until", "once", "such", "each", "every", "other", "another", "several", "only"}
    | {"more", "even", "just", "no", "yes", "is", "are", "was", "were", "did", "does", "do", "has", "have", "had", "can", "will"}
)
