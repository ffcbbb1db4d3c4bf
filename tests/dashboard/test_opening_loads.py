"""Opening what was read before costs no reading: no page loads the engine to show a kept article."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from reports import REPORT

from analysis.report.this_engine import this_engine
from analysis.workspace.articles import Workspace

ROOT = Path(__file__).resolve().parents[2]

OPENS_EVERY_PAGE = """
import sys
from streamlit.testing.v1 import AppTest
for opened in ("t1", "all"):
    app = AppTest.from_file(sys.argv[1], default_timeout=60)
    app.query_params["article"] = opened
    app.run()
    for page in ("countries", "voices", "statements", "compare", "library", "method"):
        app.switch_page(f"pages/{page}.py").run()
        assert not app.exception, app.exception
        assert not app.error, app.error
    assert app.session_state["current"].key == opened
for name in ("analysis.engine", "analysis.reader", "analysis.places.find", "onnxruntime", "tokenizers", "spacy"):
    if name in sys.modules:
        print(name)
"""


def test_no_page_loads_the_engine_to_open_articles_that_it_has_read():
    store = Workspace()
    store.keep_all([("t1", replace(REPORT, engine=this_engine())), ("t2", replace(REPORT, id="b", outlet="Wire"))])
    store.wait()
    child = [sys.executable, "-c", OPENS_EVERY_PAGE, str(ROOT / "app.py")]
    done = subprocess.run(child, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.split() == [], "loaded for nothing"
