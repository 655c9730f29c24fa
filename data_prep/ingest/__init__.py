"""Files → raw documents: bytes are decoded, formats read, nothing is judged yet."""

from data_prep.ingest.formats import Raw, Reject, find_files, read

__all__ = ["Raw", "Reject", "find_files", "read"]
