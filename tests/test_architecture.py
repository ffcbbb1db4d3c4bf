"""The house rules that a machine can check: who imports whom, what lies where, how big it is.

`python tests/test_architecture.py` prints the map of the house; .github/ARCHITECTURE.md holds the same one.
"""

import ast
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).resolve().parents[1]
ANALYSIS = ROOT / "analysis"
MODULES = sorted(path for path in ANALYSIS.rglob("*.py") if path.parent.name != "training")
TRAINING = sorted(ANALYSIS.glob("training/*.py"))
SCREEN = [ROOT / "app.py", *sorted(ROOT.glob("pages/*.py"))]

TOP_LEVEL = {"app.py", "pyproject.toml", "pages", "analysis", "sample_articles", "tests", "README.md", "LICENSE"}
MODEL_BYTES = 32_000_000
LONGEST_FILE, LONGEST_FUNCTION = 450, 60


MAY_IMPORT = {
    "report": "",
    "documents": "",
    "processes": "",
    "english": "lists report",
    "article": "lists report english",
    "reader": "report processes article",
    "places": "lists report english",
    "statements": "lists report english article reader",
    "actors": "lists report english reader",
    "targets": "lists report english reader actors",
    "engine": "report processes article reader places statements actors targets",
    "corrections": "report",
    "workspace": "report corrections",
    "tables": "report article",
    "sets": "english corrections tables",
    "view": "report article places corrections workspace tables sets",
    "dashboard": "report processes article engine corrections workspace tables sets view",
    "batch": "report processes article engine tables",
    "cli": "report processes corrections workspace batch dashboard",
}
"""Who may import whom: a room may import these and itself, and every arrow drawn here is used.

`report` (what every room hands on) and `lists` (how a room reads what it knows) import nothing of ours; nor do
`documents`, which runs as a process of its own and is started by its path, and `processes`, which starts such ones for
whoever names a function, and gives free memory back (`reader` asks for that between the parts of a long text);
`training` may import anything, and nothing imports it.
"""

FRONT_DOOR = {"__init__": {"engine", "report", "tables"}, "__main__": {"cli"}, "spacy_component": {"engine", "report"}}
"""What `from analysis import ...`, `python -m analysis` and `nlp.add_pipe("onrecord")` open."""

ONLY_IN = {
    "streamlit": {"dashboard"},
    "dask": {"batch"},
    "distributed": {"batch"},
    "fsspec": {"batch"},
    "pyarrow": {"batch"},
    "plotly": {"view"},
    "xlsxwriter": {"tables"},
    "sqlite3": {"workspace"},
    "onnxruntime": {"reader"},
    "tokenizers": {"reader"},
    "pypdf": {"documents"},
    "docx": {"documents", "view"},
    "lxml": {"documents"},
    "trafilatura": {"documents"},
    "striprtf": {"documents"},
    "PIL": {"view"},
    "torch": set(),
    "transformers": set(),
    "onnx": set(),
}
"""Which rooms may import a library, besides app.py, pages/ and training/."""

NETWORK = {
    "aiohttp", "ftplib", "http", "httpx", "imaplib", "poplib", "requests", "smtplib", "socket", "socketserver", "ssl",
    "telnetlib", "urllib.request", "urllib3", "xmlrpc",
}  # fmt: skip
LOADERS_OF_CODE = {"cloudpickle", "dill", "joblib", "marshal", "pickle", "shelve"}


def imports(path: Path) -> Iterator[str]:
    """Names of the modules that a file imports, at its top or later; ours begin with a dot."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            prefix = "." * node.level + (node.module or "")
            if node.level and not node.module:
                yield from (f".{name.name}" for name in node.names)
            else:
                yield prefix
                yield from (f"{prefix}.{name.name}" for name in node.names)


def uses(path: Path, library: str) -> bool:
    return any(name == library or name.startswith(f"{library}.") for name in imports(path))


def tracked() -> list[str]:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    found = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True)
    return [name for name in found.stdout.split("\0") if name]


def named(paths: list[Path]) -> list[object]:
    return [pytest.param(path, id=str(path.relative_to(ROOT))) for path in paths]


def room(path: Path) -> str:
    """The room of a module: its folder; for those on the ground floor, its own name."""
    return path.parent.name if path.parent != ANALYSIS else path.stem


def targets(path: Path) -> Iterator[tuple[str, str]]:
    """The room and the module (or "" for the room as a whole) of each of our modules that a file imports."""
    depth = len(path.relative_to(ANALYSIS).parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.ImportFrom) or not node.level:
            continue
        place = [*path.relative_to(ANALYSIS).parts[: depth - node.level], *(node.module or "").split(".")]
        place = [part for part in place if part]
        for name in [""] if len(place) > 1 else [alias.name for alias in node.names]:
            parts = [*place, name] if name else place
            yield parts[0], parts[1] if len(parts) > 1 else ""


@cache
def arrows() -> dict[str, frozenset[str]]:
    """For each room, those that its modules import."""
    found: dict[str, set[str]] = {}
    for path in MODULES:
        here = room(path)
        found.setdefault(here, set()).update(name for name, _ in targets(path) if name != here)
    return {name: frozenset(imported) for name, imported in found.items()}


def house_map() -> str:
    """The map of the house: each room, the floor it stands on, and what it imports."""
    order = TopologicalSorter(arrows())
    order.prepare()
    floor, lines = 0, []
    while order.is_active():
        ready = sorted(order.get_ready())
        lines += [f"{floor}  {name:16}<- {', '.join(sorted(arrows()[name])) or '(nothing)'}" for name in ready]
        order.done(*ready)
        floor += 1
    return "\n".join(lines)


@pytest.mark.parametrize("name", sorted(arrows()))
def test_a_room_imports_exactly_the_rooms_that_the_map_draws(name: str) -> None:
    drawn = {"lists": "", "training": ""} | MAY_IMPORT
    expected = FRONT_DOOR.get(name) or set(drawn[name].split())
    assert arrows()[name] == expected


def test_every_folder_of_the_program_is_a_room_with_its_story() -> None:
    folders = {path.name for path in ANALYSIS.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders - {"data", "model"} == set(MAY_IMPORT) - {"engine"} | {"training"}
    for name in folders - {"data", "model"}:
        story = ast.get_docstring(ast.parse((ANALYSIS / name / "__init__.py").read_text(encoding="utf-8")))
        assert story
        assert story.count("\n") <= 5


def test_inside_a_room_no_file_imports_one_that_imports_it() -> None:
    for name in MAY_IMPORT:
        files = [path for path in MODULES if room(path) == name and path.parent != ANALYSIS]
        graph = {path.stem: {module for place, module in targets(path) if place == name and module} for path in files}
        assert set().union(*graph.values()) <= set(graph), f"{name}: a module that does not exist"
        TopologicalSorter(graph).prepare()


def test_no_arrow_runs_in_a_circle_and_the_map_in_the_documents_is_the_houses() -> None:
    assert house_map() in (ROOT / ".github" / "ARCHITECTURE.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", named(MODULES + TRAINING + SCREEN))
def test_a_file_and_its_functions_are_short_enough_to_read(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST_FILE
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]
    assert not [f.name for f in functions if (f.end_lineno or f.lineno) - f.lineno >= LONGEST_FUNCTION]


def test_a_class_has_a_name_of_its_own() -> None:
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in MODULES + TRAINING]
    names = [node.name.lstrip("_") for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    assert [name for name, times in Counter(names).items() if times > 1] == []


def test_a_function_that_others_import_by_its_name_has_it_for_itself() -> None:
    homes: dict[str, set[Path]] = {}
    for path in MODULES + TRAINING:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.level and node.module:
                home = Path(path.parents[node.level - 1], *node.module.split(".")).with_suffix(".py")
                for name in node.names:
                    if name.asname is None and name.name.islower() and home.exists():
                        homes.setdefault(name.name, set()).add(home)
    assert {name: found for name, found in homes.items() if len(found) > 1} == {}


def test_nothing_imports_training() -> None:
    assert not [path for path in MODULES for name, _ in targets(path) if name == "training"]


@pytest.mark.parametrize("path", named(MODULES + TRAINING))
def test_analysis_imports_itself_by_relative_names(path: Path) -> None:
    # It is `analysis` under Streamlit and `onrecord.analysis` when installed.
    assert not uses(path, "analysis")
    assert not uses(path, "onrecord")


@pytest.mark.parametrize("path", named(MODULES))
def test_a_library_is_imported_only_where_it_belongs(path: Path) -> None:
    assert not [library for library, homes in ONLY_IN.items() if room(path) not in homes and uses(path, library)]


@pytest.mark.parametrize("path", named(SCREEN))
def test_pages_leave_the_drawing_and_the_reading_to_analysis(path: Path) -> None:
    for library in ("plotly", "spacy", "onnxruntime", "tokenizers", "torch"):
        assert not uses(path, library)


@pytest.mark.parametrize("path", named(MODULES))
def test_only_the_pipeline_makes_spacy_pipelines(path: Path) -> None:
    makers = {"load", "blank", "factory", "component"}
    made = [
        ast.unparse(node)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in makers and ast.unparse(node.value) in {"spacy", "Language"}
    ]
    if path.stem == "spacy_component":
        assert made == ["Language.factory"]  # it makes none: it is a part of whoever's pipeline
    else:
        assert room(path) == "reader" or not made


@pytest.mark.parametrize("path", named(MODULES + TRAINING + SCREEN))
def test_nothing_opens_a_connection(path: Path) -> None:
    assert not [library for library in NETWORK if uses(path, library)]


@pytest.mark.parametrize("path", named(MODULES + SCREEN))
def test_nothing_loads_code_from_a_file_of_the_user(path: Path) -> None:
    assert not [library for library in LOADERS_OF_CODE if uses(path, library)]


def test_the_top_level_holds_only_what_the_card_allows() -> None:
    top = {name.split("/")[0] for name in tracked()}
    assert {name for name in top if not name.startswith(".")} <= TOP_LEVEL


def test_app_is_only_the_frame() -> None:
    assert len((ROOT / "app.py").read_text(encoding="utf-8").splitlines()) <= 60


def test_the_model_is_small_enough_to_ship() -> None:
    files = [path for path in (ANALYSIS / "model").rglob("*") if path.is_file()]
    assert files
    assert sum(path.stat().st_size for path in files) <= MODEL_BYTES


def test_every_data_file_names_its_origin_by_room() -> None:
    sources = (ANALYSIS / "data" / "SOURCES.md").read_text(encoding="utf-8")
    files = {path.relative_to(ANALYSIS).as_posix() for path in ANALYSIS.glob("*/data/*")}
    assert sorted(re.findall(r"(?<=[ ,])\w+/data/[\w.]+", "\n".join(re.findall("^###.*$", sources, re.M)))) == sorted(
        files
    )
    rooms = re.findall("^## (.+)$", sources, re.M)
    assert rooms == sorted(rooms)
    for section in re.split("^## ", sources, flags=re.M)[1:]:
        room = section.split("\n", 1)[0]
        assert all(heading.startswith(f"{room}/data/") for heading in re.findall("^### (.+)$", section, re.M))


def same_tokens(tree: ast.AST) -> Iterator[str]:
    """Comparisons by `is` with what is a spaCy token: each access makes one anew, so that none is another."""
    for found in (node for node in ast.walk(tree) if isinstance(node, ast.Compare)):
        sides = [found.left, *found.comparators]
        by_is = all(isinstance(op, ast.Is | ast.IsNot) for op in found.ops)
        if by_is and not any(isinstance(side, ast.Constant) for side in sides):
            yield from (side for side in map(ast.unparse, sides) if _TOKEN.search(side))


_TOKEN = re.compile(r"\b(?:token|head|root|noun|verb|doc\[[^]]*\]|(?:left|right)_edge)$")


def test_no_token_is_compared_by_what_it_is() -> None:
    assert list(same_tokens(ast.parse("a = token.head is token or doc[i].head is not doc[i] or token is None")))
    for path in (*MODULES, *TRAINING):
        assert not list(same_tokens(ast.parse(path.read_text(encoding="utf-8")))), path


def test_lists_are_read_in_one_place() -> None:
    for path in MODULES:
        text = path.read_text(encoding="utf-8")
        # batch/rows.py reads the tables of users, which have articles in their rows.
        assert path.name in ("lists.py", "rows.py") or not [
            name for name in ("DictReader", "csv.reader", "read_csv") if name in text
        ]


def test_every_file_of_the_program_is_in_the_wheel() -> None:
    setup = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    places = {
        package: package.removeprefix("onrecord").removeprefix(".").replace(".", "/") for package in setup["packages"]
    }
    wanted = [str(Path(places[package], file)) for package, files in setup["package-data"].items() for file in files]
    wanted += [str(Path(place, "*.py")) for place in places.values()]
    ours = [name for name in tracked() if name.startswith(("analysis/", "pages/", "sample_articles/", ".streamlit/"))]
    assert [name for name in ours if not any(PurePosixPath(name).match(pattern) for pattern in wanted)] == []


if __name__ == "__main__":
    sys.stdout.write(house_map() + "\n")
