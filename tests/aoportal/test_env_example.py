"""`.env.example` names every variable that is read, each with a sentence, and no other."""

import ast
import itertools
import re

from aoportal.local.state import ROOT

NAME = re.compile(r"\A[A-Z][A-Z0-9_]+\Z")
READERS = {"text", "choice", "boolean", "integer", "words", "key_ring", "address", "url", "get"}
OF_THE_SYSTEM = {"PATH"}


def names_read(file):
    """The first argument of every reader call that looks like a variable's name."""
    for node in ast.walk(ast.parse(file.read_text())):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        owner = ast.unparse(node.func.value)
        if node.func.attr in READERS and owner in {"env", "os.environ"}:
            for text in ast.walk(node.args[0]):
                if isinstance(text, ast.Constant) and NAME.match(str(text.value)):
                    yield text.value


def test_every_variable_is_explained_and_none_else():
    files = [ROOT / "gunicorn.conf.py", *(ROOT / "aoportal").glob("*.py")]
    files += [*(ROOT / "core").glob("*.py"), ROOT / "aoportal" / "settings.py"]
    read = {name for file in files for name in names_read(file)} - OF_THE_SYSTEM
    compose = (ROOT / "docker-compose.yml").read_text()
    read |= set(re.findall(r"\$\{([A-Z_]+)", compose))
    lines = (ROOT / ".env.example").read_text().splitlines()
    explained = [line.partition("=")[0] for line in lines if line and not line.startswith("#")]
    assert sorted(explained) == sorted(read)


def test_each_variable_has_a_sentence():
    lines = (ROOT / ".env.example").read_text().splitlines()
    for above, line in itertools.pairwise(lines):
        if line and not line.startswith("#"):
            assert above.startswith("# "), line
