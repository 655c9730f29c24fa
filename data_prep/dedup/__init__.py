"""Documents that say the same: exact copies, near-duplicates, excerpts.

`sign` and `SignatureWriter` run where the texts are, shard by shard; `cluster` needs the signatures only.
"""

from data_prep.dedup.clusters import Verdicts, cluster
from data_prep.dedup.links import REASONS, Limits
from data_prep.dedup.shards import SignatureWriter
from data_prep.dedup.signatures import Signatures, sign

__all__ = ["REASONS", "Limits", "SignatureWriter", "Signatures", "Verdicts", "cluster", "sign"]
