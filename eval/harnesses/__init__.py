"""Other evaluation harnesses: our facts as their tasks, their logs as our runs.

lm-evaluation-harness and inspect ask and log in their own ways; what counts as right is decided by
`eval.scorers` in all three, so that `eval.compare` can set their runs beside each other.
"""
