"""Facts and wordings from a language model, believed only when the source says so.

The model writes, the gate decides: sections of a document → requests → replies → candidates → the same
records that the offline rules give. Asking itself is `data_prep.replies`.
"""
