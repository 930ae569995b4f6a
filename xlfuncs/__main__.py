"""命令行 — where ``xlfuncs`` begins, and ``python -m xlfuncs``."""

import sys


def main() -> None:
    """Run a command; Ctrl-C while the commands are still being loaded ends it as it does later on."""
    try:
        from xlfuncs.cli import main as run

        run()
    except KeyboardInterrupt:
        sys.stderr.write("已中断 | interrupted\n")
        sys.exit(130)


if __name__ == "__main__":
    main()
