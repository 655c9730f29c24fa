"""The dataset card: what the dataset is, generated from the manifest, with the configs in its YAML header.

Nothing of the corpus but the licences its documents state comes into it, and these as text.
"""

from data_prep.card.document import card, figures, narrowed, write_card

__all__ = ["card", "figures", "narrowed", "write_card"]
