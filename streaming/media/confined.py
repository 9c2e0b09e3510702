"""Becomes another program that can do little harm: a script, run by `program.py` and nobody else.

`python -I -S confined.py LIMITS PROGRAM ARGUMENT…`, in the one folder that the program may write
to. LIMITS is JSON: `parent` (a process, with which the program dies), `memory` and `file` (bytes),
`seconds` (of processor time), `readable` (paths beside the system's libraries).

A wall that a system does not have is left out: Linux has all of them, where its administrator
lets everybody make namespaces; others have the limits alone.
"""

import ctypes
import json
import os
import resource
import signal
import struct
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

NAMESPACE_OF_USERS, NAMESPACE_OF_NETWORKS = 0x10000000, 0x40000000
DIE_WITH_PARENT, NO_NEW_PRIVILEGES = 1, 38
MOST_THREADS = 256
MOST_OPEN = 256
STACK = 2 << 20  # of each thread: what all of them reserve counts as memory

# Landlock: Linux, userspace-api/landlock. The bits of ABI 1, then what later ones added.
CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
EXECUTE, WRITE, READ, LIST = 1, 2, 4, 8
TRUNCATE = 1 << 14
OF_FILES = EXECUTE | WRITE | READ | TRUNCATE
BITS = {1: (1 << 13) - 1, 2: 1 << 13, 3: TRUNCATE}
TCP, SCOPED = 3, 3  # neither bind nor connect; no abstract sockets, no signals to others
SYSTEM = (
    *("/bin", "/lib", "/lib64", "/usr/bin", "/usr/lib", "/usr/lib64", "/usr/local/lib"),
    *("/usr/share", "/nix/store", "/etc/ld.so.cache", "/dev/null", "/dev/urandom"),
    "/sys/devices/system/cpu",
)


def main(limits: dict[str, Any], command: list[str]) -> None:
    """Lay all walls, then become the program."""
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        _leave_the_network(libc)
        libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        _see_one_folder(libc, [*SYSTEM, command[0], *limits["readable"]])
        libc.prctl(DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)  # last: new rights would undo it
    if os.getppid() != limits["parent"]:  # it died before we had said so
        sys.exit(1)
    _limit(limits)
    os.execv(command[0], command)


def _limit(limits: dict[str, Any]) -> None:
    for what, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, limits["seconds"]),
        (resource.RLIMIT_FSIZE, limits["file"]),
        (resource.RLIMIT_DATA, limits["memory"]),
        (resource.RLIMIT_STACK, STACK),
        (resource.RLIMIT_NOFILE, MOST_OPEN),
    ):
        _, ceiling = resource.getrlimit(what)
        least = most if ceiling == resource.RLIM_INFINITY else min(most, ceiling)
        resource.setrlimit(what, (least, least))


def _leave_the_network(libc: ctypes.CDLL) -> None:
    """Into a namespace with no network in it, of users too, since that is what one may do."""
    user, group = os.getuid(), os.getgid()
    if libc.unshare(NAMESPACE_OF_USERS | NAMESPACE_OF_NETWORKS):
        libc.unshare(NAMESPACE_OF_NETWORKS)  # what only root may do
        return
    with suppress(OSError):
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    # Threads are counted in each namespace of users by itself, so in this one only the program's.
    resource.setrlimit(resource.RLIMIT_NPROC, (MOST_THREADS, MOST_THREADS))


def _see_one_folder(libc: ctypes.CDLL, readable: list[str]) -> None:
    """Nothing of the disk but this folder and, to be read, what a program is made of."""
    abi = libc.syscall(CREATE_RULESET, None, 0, 1)
    if abi < 1:
        return
    handled = sum(bits for since, bits in BITS.items() if since <= abi)
    asked = struct.pack("QQQ", handled, TCP if abi >= 4 else 0, SCOPED if abi >= 6 else 0)
    asked = asked[: 24 if abi >= 6 else 16 if abi >= 4 else 8]
    rules = libc.syscall(CREATE_RULESET, asked, len(asked), 0)
    if rules < 0:
        return
    for path in readable:
        _allow(libc, rules, path, EXECUTE | READ | LIST)
    _allow(libc, rules, "/dev/null", READ | WRITE)
    _allow(libc, rules, ".", handled)
    libc.syscall(RESTRICT_SELF, rules, 0)


def _allow(libc: ctypes.CDLL, rules: int, path: str, access: int) -> None:
    with suppress(OSError):
        beneath = os.open(path, os.O_PATH | os.O_CLOEXEC)
        if not Path(path).is_dir():
            access &= OF_FILES
        libc.syscall(ADD_RULE, rules, 1, struct.pack("=Qi", access, beneath), 0)
        os.close(beneath)


if __name__ == "__main__":
    main(json.loads(sys.argv[1]), sys.argv[2:])
