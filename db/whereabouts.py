"""Whether a project lies where others may change it behind our back: on a synchronised or a network folder.

Such places copy a file while it is written, bring back old states, and keep locks badly. Nothing is read but
names, a mount table and the presence of marker files.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path, PurePath

_FOLDERS = (
    (re.compile(r"onedrive( - .*|-.*)?"), "OneDrive"),
    (re.compile(r"dropbox( \(.*\)|-.*)?"), "Dropbox"),
    (re.compile(r"google ?drive(-.*)?|my drive|drivefs"), "Google Drive"),
    (re.compile(r"icloud ?drive.*|mobile documents|com~apple~clouddocs"), "iCloud Drive"),
    (re.compile(r"nextcloud\d*"), "Nextcloud"),
    (re.compile(r"owncloud"), "ownCloud"),
    (re.compile(r"box( sync|-.*)?"), "Box"),
    (re.compile(r"megasync|mega"), "MEGA"),
    (re.compile(r"pcloud ?drive"), "pCloud"),
    (re.compile(r"sync\.com|sync"), "Sync"),
)
_MARKERS = (
    (".dropbox", "Dropbox"),
    (".dropbox.cache", "Dropbox"),
    (".stfolder", "Syncthing"),
    (".sync_journal.db", "Nextcloud"),
    (".nextcloudsync.log", "Nextcloud"),
    (".owncloudsync.log", "ownCloud"),
    (".seafile-data", "Seafile"),
)
_NETWORKS = {
    "nfs": "NFS",
    "nfs4": "NFS",
    "cifs": "SMB",
    "smb3": "SMB",
    "smbfs": "SMB",
    "afpfs": "AFP",
    "webdav": "WebDAV",
    "davfs": "WebDAV",
    "9p": "9P",
    "afs": "AFS",
    "ceph": "Ceph",
    "fuse.sshfs": "SSH",
    "fuse.gvfsd-fuse": "GVFS",
    "fuse.rclone": "rclone",
    "fuse.glusterfs": "Gluster",
    "fuse.davfs2": "WebDAV",
}
_REMOTE = 4
"""What Windows calls a drive on the network."""


def shared_place(path: Path) -> str:
    """Return what synchronises or shares the folder of `path`: “OneDrive”, “a network folder (SMB)”.

    "" where nothing is known to.
    """
    real = Path(os.path.realpath(path))
    return by_name(real) or _by_marker(real) or _by_network(real)


def by_name(path: PurePath) -> str:
    """Return which service a path's own names speak of, "" for none; short names only under a home folder."""
    folders = [part.casefold() for part in path.parent.parts]
    in_home = any(part in ("users", "home", "cloudstorage") for part in folders)
    for part in folders:
        for pattern, name in _FOLDERS:
            if pattern.fullmatch(part) and (in_home or name not in ("Box", "Sync", "MEGA")):
                return name
    return ""


def _by_marker(path: Path) -> str:
    for folder in path.parents:
        for marker, name in _MARKERS:
            if (folder / marker).exists():
                return name
    return ""


def _by_network(path: Path) -> str:
    if sys.platform == "win32":
        return _windows_network(path)
    kind = kind_of_system(path, _mounts())
    return f"a network folder ({_NETWORKS[kind]})" if kind in _NETWORKS else ""


def _windows_network(path: Path) -> str:
    if str(path).startswith(("\\\\", "//")):
        return "a network folder (SMB)"
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - there only

        if ctypes.windll.kernel32.GetDriveTypeW(path.anchor) == _REMOTE:
            return "a network folder (SMB)"
    return ""


def kind_of_system(path: Path, mounts: Iterable[tuple[str, str]]) -> str:
    """Return the kind of file system that `path` lies on: that of the longest mount point above it."""
    best, kind = -1, ""
    for point, system in mounts:
        if (path == Path(point) or Path(point) in path.parents) and len(point) >= best:
            best, kind = len(point), system
    return kind


def _mounts() -> list[tuple[str, str]]:
    table = Path("/proc/self/mountinfo")
    try:
        if table.exists():
            return linux_mounts(table.read_text(encoding="utf-8", errors="surrogateescape"))
        command = ["/sbin/mount"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=2, check=False)  # noqa: S603
        return mac_mounts(done.stdout)
    except (OSError, subprocess.SubprocessError):
        return []


def linux_mounts(table: str) -> list[tuple[str, str]]:
    """Return (mount point, file system) of every line of `/proc/self/mountinfo`."""
    found = []
    for line in table.splitlines():
        before, _, after = line.partition(" - ")
        fields = before.split(" ")
        if len(fields) > 4 and after:
            point = re.sub(r"\\(\d{3})", lambda octal: chr(int(octal[1], 8)), fields[4])
            found.append((point, after.split(" ")[0]))
    return found


def mac_mounts(table: str) -> list[tuple[str, str]]:
    """Return (mount point, file system) of every line that `mount` prints on macOS."""
    lines = (re.match(r".* on (/.*) \(([a-z0-9]+)[,)]", line) for line in table.splitlines())
    return [(found[1], found[2]) for found in lines if found]
