"""Where a file is imported from, and what a code base looks like in which some files are others."""

from __future__ import annotations

from pathlib import Path

import pytest

from linen_upgrade.proof.places import mirror, place_of


def write(root: Path, **files: str) -> None:
    for name, text in files.items():
        file = root / (name.replace("__", "/") + ".py")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)


def package(*folders: Path) -> None:
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "__init__.py").touch()


def test_a_script_leads_its_own_path(tmp_path: Path) -> None:
    write(tmp_path, scripts__net="import parts")
    place = place_of(tmp_path / "scripts" / "net.py", tmp_path)
    assert (place.home, place.module, place.folders) == ("scripts/net.py", "net", ("scripts", "."))


def test_a_file_of_a_package_is_imported_as_part_of_it(tmp_path: Path) -> None:
    package(tmp_path / "src" / "pkg", tmp_path / "src" / "pkg" / "models")
    write(tmp_path, src__pkg__models__net="from . import parts")
    place = place_of(tmp_path / "src" / "pkg" / "models" / "net.py", tmp_path)
    assert (place.module, place.folders) == ("pkg.models.net", ("src", "."))
    assert place_of(tmp_path / "src" / "pkg" / "__init__.py", tmp_path).module == "pkg"


def test_a_package_may_lack_its_marks(tmp_path: Path) -> None:
    write(tmp_path, models__net="from .parts import Part")
    place = place_of(tmp_path / "models" / "net.py", tmp_path)
    assert (place.module, place.folders) == ("models.net", (".",))


def test_the_root_itself_may_be_a_package(tmp_path: Path) -> None:
    root = tmp_path / "pkg"
    package(root)
    write(root, net="from . import parts")
    place = place_of(root / "net.py", root)
    assert (place.module, place.folders) == ("pkg.net", ("..", "."))


def test_what_is_no_python_is_imported_by_itself(tmp_path: Path) -> None:
    write(tmp_path, net="class Net(:")
    assert place_of(tmp_path / "net.py", tmp_path).module == "net"


@pytest.mark.parametrize("links", [True, False], ids=["links", "no links"])
def test_a_mirror_has_the_changed_files_and_all_others(
    links: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, target = tmp_path / "root", tmp_path / "somewhere" / "else"
    write(root, pkg__net="old", pkg__parts="kept", data__deep__table="1", top="kept")
    (root / ".git").mkdir()

    def refuse(*_: object) -> None:
        raise OSError("links are not allowed")

    if not links:
        monkeypatch.setattr(Path, "symlink_to", refuse)
    mirror(root, target, {"pkg/net.py": b"new"})
    texts = {
        path: (target / path).read_text() for path in ("pkg/net.py", "pkg/parts.py", "data/deep/table.py", "top.py")
    }
    assert list(texts.values()) == ["new", "kept", "1", "kept"]
    assert not (target / ".git").exists()
    assert (target / "data").is_symlink() == links
    assert (root / "pkg" / "net.py").read_text() == "old"
