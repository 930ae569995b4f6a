"""网页版 — one .html that scores workbooks in any browser, with nothing installed and no network.

`build` puts it together from Pyodide (`npm` fetches it), this very package (`site`) and the page's own parts in
``page/``, with what it can offer; `command` is that of the command line. `answers` is what the page asks
of Python, a function that is tried (`trial`) among it; ``stand_ins`` take the place of compiled libraries.
"""
