"""规则 — the issued documents as data, in ``data``: one file a document, every value with its clause.

``model`` is what a file may say, ``loader`` finds, reads and refuses, ``parameters`` makes arguments of methods of its
values; ``lookup``, ``listing`` and ``words`` show them; ``new_year`` drafts next year's file.
"""
