"""Fits the probe that tells whether a sentence shows that a question takes for granted what is not so (``assistant.premises``).

labelled affairs (``*.yaml``, read by ``affairs``) → what the product would read (``gathering``) → weights (``fitting``)
"""
