"""审核 — many returned workbooks reviewed, and the answers to those who sent them.

``run`` goes through a ``folder``: one of the ``engines`` makes a ``record`` of each workbook, the ``journal`` keeps them. Of
them come the ``summary`` (written by a ``pen``, with ``statistics``, ``units``, what was ``repeated``, the ``levels`` of tables)
and the ``feedback``: an ``opinion`` (its ``content``, its ``words``) as a ``letter`` and a ``page``, and the workbook with
``marks``. ``prospects`` says what a table lacks for full points.
"""
