"""The documents for those who carry on are true: what they name exists, what a machine reads of them is well made."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from analysis.tables.frames import STATEMENT_COLUMNS
from analysis.tables.meanings import MEANINGS

ROOT = Path(__file__).resolve().parents[1]
GITHUB = ROOT / ".github"
DOCUMENTS = [ROOT / "README.md", *sorted(GITHUB.glob("*.md"))]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
FORMS = sorted(path for path in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml")
EACH = [pytest.param(path, id=path.name) for path in DOCUMENTS]

_PATH = re.compile(r"(?<![\w./-])[\w.-]+(?:/[\w.-]+)+\.(?:py|csv|md|json|toml|yml|cff|onnx)(?![\w-])")
"""A file in a folder, as documents name it: from the top of the repository, or from `analysis/`."""


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def read_yaml(path: Path) -> Any:
    yaml = pytest.importorskip("yaml", reason="PyYAML is not installed")
    return yaml.safe_load(text(path))


@pytest.mark.parametrize("path", EACH)
def test_every_file_that_a_document_names_exists(path: Path) -> None:
    prose = re.sub(r"https?://\S+|\]\([^)]*\)", "", text(path))
    missing = [
        name for name in _PATH.findall(prose) if not any((top / name).is_file() for top in (ROOT, ROOT / "analysis"))
    ]
    assert missing == []


@pytest.mark.parametrize("path", EACH)
def test_every_link_to_a_file_leads_to_one(path: Path) -> None:
    links = [link.split("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text(path))]
    assert [link for link in links if "://" not in link and not (path.parent / link).is_file()] == []


@pytest.mark.parametrize(
    "path", [*EACH, pytest.param(ROOT / "analysis" / "model" / "MODEL_CARD.md", id="MODEL_CARD.md")]
)
def test_every_module_that_a_command_runs_exists(path: Path) -> None:
    names = set(re.findall(r"python3? -m (analysis[\w.]*|tests[\w.]*)", text(path)))
    missing = [name for name in names if importlib.util.find_spec(name) is None]
    assert missing == []


def test_version_changelog_and_citation_name_the_same_release() -> None:
    version, changelog, citation = PROJECT["version"], text(GITHUB / "CHANGELOG.md"), text(GITHUB / "CITATION.cff")
    releases = re.findall(r"^## \[(\d+\.\d+\.\d+)\] - (\d{4}-\d\d-\d\d)$", changelog, re.M)
    assert changelog.index("## [Unreleased]") < changelog.index(f"## [{version}]")
    assert releases[0] == (version, *re.findall(r'^date-released: "(.+)"$', citation, re.M))
    assert f"\nversion: {version}\n" in citation
    assert {f"[{name}]" for name, _ in releases} <= set(re.findall(r"^(\[[^\]]+\]): https://", changelog, re.M))


def test_pythons_that_are_promised_are_those_that_are_tested() -> None:
    tested = re.findall(r'"(3\.\d+)"', text(GITHUB / "workflows" / "ci.yml"))
    promised = [name.rpartition(" ")[2] for name in PROJECT["classifiers"] if "Python :: 3." in name]
    assert tested == promised
    assert PROJECT["requires-python"] == f">={tested[0]}"


def test_the_workflow_runs_what_must_pass_before_a_change_lands() -> None:
    workflow = read_yaml(GITHUB / "workflows" / "ci.yml")
    steps = workflow["jobs"]["test"]["steps"]
    assert steps[-1] == {"run": ".ci/run"}
    assert workflow["permissions"] == {"contents": "read"}


def test_the_citation_has_what_the_format_demands() -> None:
    citation = read_yaml(GITHUB / "CITATION.cff")
    assert citation["cff-version"] == "1.2.0"
    assert {"message", "title", "authors"} <= citation.keys()
    assert all(isinstance(citation[name], str) for name in ("message", "title", "version", "date-released", "license"))
    assert all(set(author) <= {"name", "given-names", "family-names", "orcid"} for author in citation["authors"])
    assert citation["license"] == PROJECT["license"]
    assert citation["repository-code"] == PROJECT["urls"]["Source"]


@pytest.mark.parametrize("path", [pytest.param(path, id=path.name) for path in FORMS])
def test_an_issue_form_is_one_that_can_be_filled_in(path: Path) -> None:
    form = read_yaml(path)
    assert {"name", "description", "body"} <= form.keys() <= {"name", "description", "body", "title", "labels"}
    fields = [field for field in form["body"] if field["type"] != "markdown"]
    assert fields
    assert {field["type"] for field in fields} <= {"textarea", "input", "dropdown", "checkboxes"}
    ids = [field["id"] for field in fields]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[\w-]+", own) for own in ids)
    labels = [field["attributes"]["label"] for field in fields]
    assert len(labels) == len(set(labels))
    for field in fields:
        options = field["attributes"].get("options", [])
        assert bool(options) == (field["type"] in ("dropdown", "checkboxes"))
        assert len(set(map(str, options))) == len(options)


def test_the_choice_of_issue_forms_leads_to_the_guide() -> None:
    config = read_yaml(GITHUB / "ISSUE_TEMPLATE" / "config.yml")
    assert config.keys() <= {"blank_issues_enabled", "contact_links"}
    assert all(link.keys() == {"name", "url", "about"} for link in config["contact_links"])


def test_the_columns_of_the_csv_are_named_in_the_readme_and_explained_one_by_one():
    readme = " ".join(text(ROOT / "README.md").split())
    named = re.search(r"The CSV has one row a statement: ([\w, ]+)\.", readme)
    assert named is not None
    assert tuple(named[1].split(", ")) == STATEMENT_COLUMNS
    assert tuple(MEANINGS) == STATEMENT_COLUMNS


def test_every_test_that_the_table_of_robustness_names_exists() -> None:
    table = (ROOT / "tests" / "ROBUSTNESS.md").read_text(encoding="utf-8")
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    named = set(re.findall(r"`(test_\w+)`", table))
    assert len(named) > 60
    assert sorted(name for name in named if f"def {name}(" not in sources) == []
    assert all((ROOT / path).exists() for path in re.findall(r"`(tests/[\w/.]+)`", table))


def test_the_table_of_robustness_has_every_bad_input_and_a_test_or_a_reason_for_each() -> None:
    lines = (ROOT / "tests" / "ROBUSTNESS.md").read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines if line.startswith("| ")]
    spans = [re.findall(r"\d+", part) for row in rows for part in row[0].split(", ") if re.fullmatch(r"[\d-]+", part)]
    assert {number for span in spans for number in range(int(span[0]), int(span[-1]) + 1)} == set(range(1, 83))
    untested = [row for row in rows if "`" not in row[-1] and row[-1] not in ("test", "---")]
    assert all(re.search(r"\bnot\b|\bno\b", " ".join(row[1:])) for row in untested), untested
