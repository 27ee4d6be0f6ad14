"""Measure the house: files, functions and parameters over budget end with status 1.

A file has at most 400 lines, a function 40 lines of code (its docstring not counted) and 5
positional parameters; half the files have at most 150 lines, half the functions at most 9.
"""

from __future__ import annotations

import ast
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[1] / "src"
FILE, FUNCTION, PARAMETERS = 400, 40, 5
MEDIAN_FILE, MEDIAN_FUNCTION = 150, 9
Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(path: Path) -> Iterator[Function]:
    """Give the functions of a file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, Function):
            yield node


def code_lines(function: Function) -> int:
    """Count the lines of a function without its docstring."""
    said = ast.get_docstring(function, clean=False)
    whole = (function.end_lineno or function.lineno) - function.lineno + 1
    return whole - (said.count("\n") + 1 if said else 0)


def positional(function: Function) -> int:
    """Count the parameters that may be given by place."""
    names = [a.arg for a in (*function.args.posonlyargs, *function.args.args)]
    return len([name for name in names if name not in {"self", "cls"}])


def main() -> int:
    """Print the measures and what is over budget."""
    files = [p for p in sorted(SOURCE.rglob("*.py")) if "migrations" not in p.parts]
    lengths = {p: len(p.read_text(encoding="utf-8").splitlines()) for p in files}
    found = [(p, f) for p in files for f in functions(p)]
    sizes = [code_lines(f) for _, f in found]
    file_median, function_median = statistics.median(lengths.values()), statistics.median(sizes)
    over = [f"{p.relative_to(SOURCE)}: {n} lines" for p, n in lengths.items() if n > FILE]
    for (p, f), size in zip(found, sizes, strict=True):
        if size > FUNCTION:
            over.append(f"{p.relative_to(SOURCE)}:{f.lineno} {f.name}: {size} lines")
        if positional(f) > PARAMETERS:
            over.append(f"{p.relative_to(SOURCE)}:{f.lineno} {f.name}: too many parameters")
    if file_median > MEDIAN_FILE or function_median > MEDIAN_FUNCTION:
        over.append("a median is over budget")
    print(
        f"house: {len(files)} files, median {file_median:.0f}, largest {max(lengths.values())}; "
        f"{len(found)} functions, median {function_median:.0f}, largest {max(sizes)}"
    )
    print("\n".join(over))
    return int(bool(over))


if __name__ == "__main__":
    sys.exit(main())
