"""用词 — what the words of headers and labels mean; the words themselves are data.

``word_list`` is the data, and whether a text is worth asking about; ``words`` what a heading means by it, ``parts``
what it means by its parts, or would but for a slip, ``row_labels`` what the label of a row does; ``texts`` how two are compared.
"""
