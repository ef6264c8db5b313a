"""The library that is preloaded, built once; skipped visibly where there is no compiler for it."""

import sys
from pathlib import Path

import pytest

from tests.durability import shim


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if reason := shim.why_not():
        pytest.skip(f"{reason}; `make torture` needs it")
    return shim.build(tmp_path_factory.mktemp("library"))


@pytest.fixture(scope="session")
def library_if_any(tmp_path_factory: pytest.TempPathFactory) -> Path | None:
    return None if shim.why_not() else shim.build(tmp_path_factory.mktemp("library"))


@pytest.fixture
def can_fork() -> None:
    if sys.platform == "win32":
        pytest.skip("programs are forked to be killed, which Windows cannot")
