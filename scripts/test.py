"""Run both parts of the test suite beside each other: `make test`.

The process part waits for its processes half of its time; the parallel part has the cores
meanwhile. What it says is shown when the other part has ended.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile

PARALLEL = ("-n", "auto", "--dist", "loadscope", "--no-loadscope-reorder", "-m", "not process")
PROCESS = ("-n", "2", "--dist", "loadgroup", "-m", "process", "tests/process")


def begin(part: tuple[str, ...], out: int | None = None) -> subprocess.Popen[bytes]:
    """Start a part of the suite; what it says goes to `out`, or to where we speak ourselves."""
    command = (sys.executable, "-m", "pytest", *part)
    return subprocess.Popen(command, stdout=out, stderr=out)


def main() -> int:
    """Return 0 when both parts passed, 1 otherwise."""
    with tempfile.TemporaryFile() as said:
        process, parallel = begin(PROCESS, said.fileno()), begin(PARALLEL)
        ends = parallel.wait(), process.wait()
        said.seek(0)
        sys.stdout.buffer.write(said.read())
    return int(any(ends))


if __name__ == "__main__":
    sys.exit(main())
