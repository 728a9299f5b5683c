"""Lay out what Sphinx reads: a copy of docs/ with the generated pages, beside links to the rest of the tree.

Usage: stage_docs.py OUT. Makes OUT/tree/docs (a copy, so that generated pages never land in the source tree) and
links OUT/tree/examples, include, … to the sources, so that `literalinclude` paths are those of the source tree.
Generated: a page per example from its README and programs, and a page per module from its public headers.
"""

import re
import shutil
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECTIONS = (
    "innernamespace innerclass define enum func public-attrib public-func public-static-func public-static-attrib "
    "public-type typedef var briefdescription detaileddescription"
)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def example_page(folder: Path) -> str:
    """The README followed by both programs and the test."""
    name = folder.name.split("_", 1)[1]
    page = [f"```{{include}} ../../examples/{folder.name}/README.md\n```\n"]
    parts = [
        (f"{name}.py", "In Python", "python"),
        (f"{name}.cpp", "In C++", "cpp"),
        ("check.py", "Its test", "python"),
    ]
    for file, title, language in parts:
        if (folder / file).exists():
            path = f"../../examples/{folder.name}/{file}"
            page.append(f"## {title}\n\n```{{literalinclude}} {path}\n:language: {language}\n```\n")
    return "\n".join(page)


def module_page(module: str, headers: list[Path]) -> str:
    """Every public header of a module with its documented names."""
    page = [f"# {module}\n"]
    for header in headers:
        name = header.relative_to(ROOT / "include")
        page.append(f"## {header.name}\n\n```{{doxygenfile}} {name}\n:sections: {SECTIONS}\n```\n")
    return "\n".join(page)


def name_files_by_path(xml: Path) -> None:
    """Put the path into Doxygen's index of files, where only the last part of the name stands; breathe asks there."""

    def path(match: re.Match) -> str:
        text = (xml / f"{match[2]}.xml").read_text(encoding="utf-8")
        location = re.search(r'<location file="([^"]+)"/>\s*</compounddef>', text)
        return match[0] if location is None else f"{match[1]}<name>{location[1]}</name>"

    index = xml / "index.xml"
    text = index.read_text(encoding="utf-8")
    text = re.sub(r'(<compound refid="([^"]+)" kind="file">)<name>[^<]*</name>', path, text)
    index.write_text(text, encoding="utf-8")


def expand_patterns(docs: Path) -> None:
    """Put the pages that exist in the place of the patterns of the contents page; Sphinx warns of empty ones."""
    index = docs / "index.md"
    lines: list[str] = []
    for line in index.read_text(encoding="utf-8").splitlines():
        if re.fullmatch(r"[a-z_]+/[a-z_]*\*", line):
            pages = [str(page.relative_to(docs).with_suffix("")) for page in sorted(docs.glob(line + ".md"))]
            lines += [page for page in pages if page not in lines]
        else:
            lines.append(line)
    index.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    out = Path(sys.argv[1]).resolve()
    tree = out / "tree"
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(ROOT / "docs", tree / "docs")
    for entry in ROOT.iterdir():
        if entry.name != "docs" and not entry.name.startswith((".", "build")):
            (tree / entry.name).symlink_to(entry)
    (tree / "docs/_static").mkdir(exist_ok=True)

    for folder in sorted((ROOT / "examples").glob("[0-9][0-9]_*")):
        write(tree / f"docs/examples/{folder.name}.md", example_page(folder))
    rules = tomllib.loads((ROOT / "docs/develop/layers.toml").read_text(encoding="utf-8"))
    modules = []
    for module in rules["modules"]:
        headers = sorted((ROOT / "include/courant" / module).glob("*.hpp"))
        if headers:
            modules.append(module)
            write(tree / f"docs/reference/cpp/{module}.md", module_page(module, headers))
    listing = "\n".join(f"cpp/{module}" for module in modules)
    text = "# C++ headers\n\nEach module with its public headers, in the order of the layers.\n\n"
    name_files_by_path(out / "doxygen/xml")
    write(tree / "docs/reference/cpp.md", f"{text}```{{toctree}}\n:maxdepth: 1\n\n{listing}\n```\n")
    expand_patterns(tree / "docs")


if __name__ == "__main__":
    main()
