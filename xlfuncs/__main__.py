"""命令行 — ``python -m xlfuncs``, where the script is not on the path."""

from xlfuncs.cli import main

if __name__ == "__main__":
    main()
