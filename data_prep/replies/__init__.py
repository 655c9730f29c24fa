"""Requests → replies of an OpenAI-compatible endpoint, kept in a store; knows nothing of what they are about.

config = EndpointConfig(base_url="http://127.0.0.1:8000/v1", model="meta-llama/Llama-3.1-8B-Instruct")
with ReplyStore(run / "replies") as store:
    endpoint = Endpoint(config)
    for fact, reply in answer_each(((fact, request_of(fact)) for fact in facts), endpoint, store):
        value = Unparsed(reply.error) if reply.error else parsed(reply.text, schema)
    store.refuse_open()  # without an endpoint: what is still to be answered, and how
"""

from data_prep.replies.answers import answer, answer_each
from data_prep.replies.config import EndpointConfig
from data_prep.replies.endpoint import Endpoint
from data_prep.replies.estimate import Estimate, estimate, total
from data_prep.replies.parse import Reading, Unparsed, parsed, reading
from data_prep.replies.records import Reply, Request
from data_prep.replies.store import ReplyStore

__all__ = [
    "Endpoint", "EndpointConfig", "Estimate", "Reading", "Reply", "ReplyStore", "Request", "Unparsed",
    "answer", "answer_each", "estimate", "parsed", "reading", "total",
]  # fmt: skip
