"""公式结果 — what each formula reads, who may calculate it, and its result beside it."""
