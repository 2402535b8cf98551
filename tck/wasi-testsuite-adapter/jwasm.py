"""Runs the tests of github.com/WebAssembly/wasi-testsuite with jwasm: an adapter for that suite's runner.

JWASM is the command, with options if need be; by default ./jwasm of this tree.
"""
import atexit
import os
import shlex
import subprocess
import tempfile
from pathlib import Path
from typing import Dict, List, Tuple, Union

JWASM = shlex.split(os.getenv("JWASM", str(Path(__file__).resolve().parents[2] / "jwasm")))


def get_name() -> str:
    return "jwasm"


def get_version() -> str:
    result = subprocess.run(JWASM[0:1] + ["--version"], encoding="UTF-8", capture_output=True, check=True)
    return result.stdout.split()[1]


def get_wasi_versions() -> List[str]:
    return ["wasm32-wasip1"]


def get_wasi_worlds() -> List[str]:
    return ["wasi:cli/command"]


def get_timeout_seconds() -> float:
    # A Java starts for each test.
    return 60.0


def compute_argv(test_path: str,
                 args_env_dirs: Tuple[List[str], Dict[str, str], Union[None, str, Path, List[Tuple[Path, str]]]],
                 proposals: List[str],
                 wasi_world: str,
                 wasi_version: str) -> List[str]:
    args, env, dirs = args_env_dirs
    argv = JWASM + ["run"]
    for name, value in env.items():
        argv += ["--env", f"{name}={value}"]
    # Older runners name one directory.
    for host, guest in [(dirs, "/")] if isinstance(dirs, (str, Path)) else dirs or []:
        argv += ["--dir", f"{host}::{guest}"]
    # Tests of wasi-threads don't say that they are.
    if "threads" in str(Path(test_path).resolve().parent):
        return _with_silent_input(argv + ["-S", "threads", test_path] + args)
    return argv + [test_path] + args


def _with_silent_input(argv: List[str]) -> List[str]:
    """The runner closes the input, and some tests of wasi-threads assume that reading it waits for ever: a pipe that we write to does."""
    pipe = os.path.join(tempfile.gettempdir(), f"jwasm-wasi-testsuite-{os.getpid()}")
    if not os.path.exists(pipe):
        os.mkfifo(pipe)
        atexit.register(os.unlink, pipe)
    return ["sh", "-c", 'exec "$@" 0<> "$0"', pipe] + argv
