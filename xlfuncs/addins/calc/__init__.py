"""LibreOffice Calc — the functions in cells, the official tables in a menu, the refresh button.

``build`` packs the extension, from the templates in parts/ with the ``names`` and the type library (``typelib``) of its
functions. LibreOffice loads ``entry``, which makes the classes of ``component``: ``calls`` answers a cell; ``buttons``
what the menu asks, on the document as ``book`` (``looks`` is how it shows), its ``view`` kept, its formulas put right by
``repair``. ``install`` and ``doctor`` are for the command line.
"""
