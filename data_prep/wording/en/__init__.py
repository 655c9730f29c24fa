"""English wordings: questions, statements, reverse questions, cloze and lists, built from frames."""
