"""LibreOffice for the tests: one headless office, asked over stdin in JSON lines, answering on stdout.

Run by the system's own Python, which has `uno`; the tests' Python may be of another version. `engines.Office`
is the client. Ends, with its office, when stdin does.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import uno
from com.sun.star.connection import NoConnectException

SOFFICE = "/usr/lib/libreoffice/program/soffice.bin"  # not the `soffice` script: that one leaves orphans
RESTART = 81  # exit code of an office that has just made its profile and wants to be started again
START_SECONDS = 90
SCRIPT = "vnd.sun.star.script:work.py$answer?language=Python&location=user"
LINES = "import sys\nsys.path.insert(0, {folder!r})\nfrom tests.office_work import answer\n"


def die_with_parent() -> None:
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


class Office:
    """One soffice process with a profile of its own, and the connection to it."""

    def __init__(self, profile: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        connection = f"socket,host=127.0.0.1,port={port},tcpNoDelay=1;urp;StarOffice.ComponentContext"
        self.command = [
            *(SOFFICE, "--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"),
            *(f"-env:UserInstallation={(profile / 'user').as_uri()}", f"--accept={connection}"),
        ]
        self.environment = {"HOME": str(profile), "LC_ALL": "C.UTF-8", "PATH": os.defpath}
        self.profile = profile
        scripts = profile / "user" / "user" / "Scripts" / "python"
        scripts.mkdir(parents=True, exist_ok=True)
        (scripts / "work.py").write_text(LINES.format(folder=str(Path(__file__).parents[1])))
        self.log = profile / "soffice.log"
        self.start()
        self.desktop = self.connect(f"uno:{connection}")

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=die_with_parent,
            )

    def connect(self, url: str) -> Any:
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                context = resolver.resolve(url)
            except NoConnectException:
                status = self.process.poll()
                if status == RESTART:
                    self.start()
                elif status is not None or time.monotonic() > deadline:
                    self.close()
                    raise RuntimeError(f"soffice: {status}\n{self.log.read_text()}") from None
                time.sleep(0.05)
            else:
                self.context = context
                return self.service("com.sun.star.frame.Desktop")

    def close(self) -> None:
        with contextlib.suppress(Exception):  # the bridge goes down while terminate() answers
            self.desktop.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(10)
        with contextlib.suppress(ProcessLookupError):  # what is left of its group
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def service(self, name: str) -> Any:
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    def ask(self, question: str) -> str:
        """The answer of `office_work`, which runs within the office."""
        factory = self.service("com.sun.star.script.provider.MasterScriptProviderFactory")
        script = factory.createScriptProvider("").getScript(SCRIPT)
        answer: str = script.invoke((question,), (), ())[0]
        return answer


def main(made: type[Office] = Office) -> None:
    office = made(Path(sys.argv[1]))
    try:
        print(json.dumps({"ready": office.process.pid}), flush=True)
        for line in sys.stdin:
            print(office.ask(line), flush=True)
    finally:
        office.close()


if __name__ == "__main__":
    main()
