"""公式结果 — what each formula reads, who may calculate it, and its result beside it.

The parts
    trust                       whose result we may write
    reads, dependents           which cells a formula reads, which formulas read a cell
    plan, recalculate           what is to be calculated, told once for all tables of a form; done
    beside                      whether what stands beside a formula is what it gives
    engine, worker              the evaluator in a process of its own; guarded and reduced, what it is given
    calculation, in_python      without the evaluator, in held_sheets; read_formula, what each says and rests on
    meaning, operands           of its text; functions, builtin, text_functions, those that are known
"""
