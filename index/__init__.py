"""The index flow and retrieval: files → documents → passages → vectors and terms → library on disk.

Start at ``index.indexing`` (the index flow) and ``index.retrieval`` (the search). Nothing here knows of language models.
"""
