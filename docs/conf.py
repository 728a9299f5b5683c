"""Sphinx settings. The pages are built from a staged copy of docs/ (tools/stage_docs.py), never from a network."""

import os
import re
from pathlib import Path

root = Path(os.environ["COURANT_DOCS_ROOT"])
doxygen_xml = Path(os.environ["COURANT_DOCS_OUT"]) / "doxygen/xml"

project = "Courant"
author = "The Courant contributors"
project_copyright = author
version = re.search(r"project\(courant VERSION ([0-9.]+)", (root / "CMakeLists.txt").read_text())[1]
release = version

extensions = ["myst_parser", "breathe", "sphinx.ext.mathjax"]
myst_enable_extensions = ["amsmath", "attrs_inline", "colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3
exclude_patterns = ["Doxyfile.in"]

# The page of each header names the namespaces again.
suppress_warnings = ["duplicate_declaration.cpp"]

breathe_projects = {"courant": str(doxygen_xml)}
breathe_default_project = "courant"
breathe_default_members = ("members",)
breathe_show_include = False
primary_domain = "cpp"
highlight_language = "none"
cpp_index_common_prefix = ["courant::"]

html_theme = "furo"
html_title = f"Courant {version}"
html_static_path = ["_static"]
html_copy_source = False
html_show_sphinx = False
mathjax_path = "tex-svg.js"  # in _static, laid there by tools/build_docs.sh
mathjax3_config = {"svg": {"fontCache": "global"}}
