"""What each config and each of its columns means, for the card. A test holds it against `records.SCHEMAS`."""

CONFIGS = {
    "documents": "clean documents, with the map from every character to the source",
    "facts": "statements with a canonical answer and the verbatim span that proves it",
    "sft": "instruction pairs in conversational prompt-completion form (QA and summarization)",
    "text": "document-form statements and passages, for continued pre-training",
    "recall": "questions in wordings that no `sft` prompt holds, about taught and control facts",
}

_ID, _DOC, _LANG = "content hash of the row", "the document", "zh or en"
_FACT_IDS = "the facts that the row draws on"
_STAGE = "when to learn it: 0 first, then 1"

COLUMNS: dict[str, dict[str, str]] = {
    "documents": {
        "id": _ID,
        "source": "path or URL as it was given",
        "sha256": "of the source's bytes",
        "lang": _LANG,
        "title": "the document's own title, or its first line",
        "text": "the clean text",
        "meta": "JSON: encoding, format, date, author, url and licence as the source states them, and `map`, "
        "runs that lead from characters of `text` to the decoded source",
    },
    "facts": {
        "id": _ID,
        "doc_id": _DOC,
        "lang": _LANG,
        "type": "number, date, person_role, organization, product, location, definition, reason, comparison, event or claim",
        "subject": "who or what it is about",
        "relation": "what is said of the subject, without the object",
        "object": "the canonical short answer",
        "aliases": "other writings of the answer that count as right",
        "statement": "a sentence that is understood on its own",
        "evidence": "the words of the document that prove it: `documents.text[start:end]`",
        "start": "first character of the evidence in the document's text",
        "end": "the character behind its last",
        "source_start": "the same in the decoded source, before cleaning",
        "source_end": "the same in the decoded source, before cleaning",
        "speaker": "who says so; empty when the document itself does",
        "modality": "asserted, reported (somebody says so) or hedged",
        "salience": "3 the document is about it, 2 worth knowing, 1 a detail",
        "extractor": "what found it",
        "split": "taught, or control: trained on nowhere",
    },
    "sft": {
        "id": _ID,
        "task": "qa or summarization",
        "kind": "how it asks: direct, reverse, cloze, list; headline, one_sentence, abstract, key_points",
        "lang": _LANG,
        "doc_id": _DOC,
        "fact_ids": _FACT_IDS,
        "prompt": "messages (role, content) up to the question",
        "completion": "the answer, one message",
        "stage": _STAGE,
    },
    "text": {
        "id": _ID,
        "kind": "statement, paragraph or passage",
        "lang": _LANG,
        "doc_id": _DOC,
        "fact_ids": _FACT_IDS,
        "text": "running text",
        "stage": _STAGE,
    },
    "recall": {
        "id": _ID,
        "fact_id": "the fact that is asked for",
        "doc_id": _DOC,
        "lang": _LANG,
        "type": "type of the fact",
        "group": "taught or control",
        "kind": "direct, reverse or cloze",
        "question": "the question, in a wording trained nowhere",
        "answers": "the canonical answer, then its aliases",
        "choices": "wrong answers of the same type",
    },
}
