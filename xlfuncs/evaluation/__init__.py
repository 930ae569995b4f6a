"""评价 — a table and a rule become scores, and what there is to say about them.

The parts
    content                     what a table says, its targets and results among it
    evaluate, result            goes through a table; what that gives
    judgement                   a scored table, as the checks of the whole of it see it
    choose_rule                 which rule judges it
    score_items, score_item     scores its rows; one of them
    arguments                   what a row gives its function
    sections                    adds them up
    readings, scales, doubts    how a row may be meant; in which sizes; what speaks against its numbers
    things, deeds, unread       what a result counts; what it says was done; its words that nobody knows
    own_thing                   whether it is the row's own thing, said in other words
    result_words                the words that both read it by
    kept_or_not, of_each        what has no share; units that only one of target and result says
    step_texts, tier_texts      what a table's own standard says
    row_words                   what names and headings say
    findings/                   the checks
"""
