"""The house rules that a machine can check: who imports whom, what lies where, how big it is."""

import ast
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).resolve().parent.parent
ANALYSIS = ROOT / "analysis"
MODULES = sorted(ANALYSIS.glob("*.py"))
TRAINING = sorted(ANALYSIS.glob("training/*.py"))
SCREEN = [ROOT / "app.py", *sorted(ROOT.glob("pages/*.py"))]

TOP_LEVEL = {"app.py", "pyproject.toml", "pages", "analysis", "sample_articles", "tests", "README.md", "LICENSE"}
MODEL_BYTES = 32_000_000

LAYERS = (
    {"report"},
    {"corrections"},
    {"exchange"},
    {"applying"},
    {"fingerprints"},
    {
        "about",
        "apostrophes",
        "cues",
        "documents",
        "gazetteer",
        "lexicon",
        "lines",
        "outlines",
        "passages",
        "pronouns",
        "quotations",
        "selection",
        "store",
        "terminal",
        "turns",
    },  # fmt: skip
    {"language", "names", "phrases", "sections", "surroundings"},
    {"article", "cast", "encoder", "naming", "offices", "pieces", "toponyms"},
    {"decoding", "files", "lookalikes"},
    {"disambiguation"},
    {"pipeline"},
    {"countries", "linking"},
    {"statements"},
    {"shape"},
    {"actors", "descriptions", "implied", "references", "scene", "tone"},
    {"targets"},
    {"confidence"},
    {"engine"},
    {"joining", "shingles", "tables", "workspace"},
    {"doubles", "echoes", "timeline"},
    {"comparison"},
    {"excel", "figures", "filters", "flows", "highlight", "voices"},
    {"batch", "desk", "gathering", "launch"},
    {"several"},
    {"session"},
    {"views"},
    {"ui"},
    {"charts", "checking", "keeping"},
    {"cli"},
    {"__init__", "__main__"},
)
"""A module imports only from the layers before its own (or its own). A new module takes a place here."""

ONLY_IN = {
    "streamlit": {
        "several",
        "session",
        "ui",
        "views",
        "charts",
        "checking",
        "keeping",
        "launch",
    },  # besides app.py and pages/
    "plotly": {"figures"},
    "xlsxwriter": {"excel"},
    "sqlite3": {"store"},
    "onnxruntime": {"encoder"},
    "tokenizers": {"encoder"},
    "torch": set(),
    "transformers": set(),
    "onnx": set(),
}
"""Which modules of analysis/ may import a library (training/ may import all)."""

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


def layer(name: str) -> int:
    return next((i for i, names in enumerate(LAYERS) if name in names), -1)


def tracked() -> list[str]:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    found = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True)
    return [name for name in found.stdout.split("\0") if name]


def named(paths: list[Path]) -> list[object]:
    return [pytest.param(path, id=str(path.relative_to(ROOT))) for path in paths]


@pytest.mark.parametrize("path", named(MODULES))
def test_modules_import_only_what_stands_before_them(path: Path) -> None:
    assert layer(path.stem) >= 0, f"{path.stem} has no place in LAYERS"
    ours = {name.removeprefix(".").split(".")[0] for name in imports(path) if name.startswith(".")}
    later = {name for name in ours if layer(name) > layer(path.stem)}
    assert not later, f"{path.name} imports {later}, which stand after it"


@pytest.mark.parametrize("path", named(MODULES + TRAINING))
def test_analysis_imports_itself_by_relative_names(path: Path) -> None:
    # It is `analysis` under Streamlit and `onrecord.analysis` when installed.
    assert not uses(path, "analysis")
    assert not uses(path, "onrecord")


@pytest.mark.parametrize("path", named(MODULES))
def test_a_library_is_imported_only_where_it_belongs(path: Path) -> None:
    assert not [library for library, homes in ONLY_IN.items() if path.stem not in homes and uses(path, library)]


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
    assert path.stem == "pipeline" or not made


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


def test_every_data_file_names_its_origin() -> None:
    sources = (ANALYSIS / "data" / "SOURCES.md").read_text(encoding="utf-8")
    files = [path for path in (ANALYSIS / "data").rglob("*") if path.is_file()]
    names = {path.name for path in files if path.suffix not in {".md", ".js", ".css"}}
    assert {name for name in names if name not in sources} == set()


def test_every_file_of_the_program_is_in_the_wheel() -> None:
    setup = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    places = {
        package: package.removeprefix("onrecord").removeprefix(".").replace(".", "/") for package in setup["packages"]
    }
    wanted = [str(Path(places[package], file)) for package, files in setup["package-data"].items() for file in files]
    wanted += [str(Path(place, "*.py")) for place in places.values()]
    ours = [name for name in tracked() if name.startswith(("analysis/", "pages/", "sample_articles/", ".streamlit/"))]
    assert [name for name in ours if not any(PurePosixPath(name).match(pattern) for pattern in wanted)] == []
