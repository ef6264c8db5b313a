"""Where a project lies: synchronised and network folders are named, others are not."""

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from db import whereabouts

LINUX = r"""
23 28 0:21 / /proc rw,nosuid - proc proc rw
28 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
44 28 0:39 / /srv/team\040files rw,relatime shared:21 - nfs4 server:/team rw,vers=4.2
45 28 0:40 / /media/usb rw - vfat /dev/sdb1 rw
"""
MAC = """/dev/disk3s1 on / (apfs, sealed, local, read-only)
//anna@server/study on /Volumes/study (smbfs, nodev, nosuid, mounted by anna)
"""


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (PureWindowsPath(r"C:\Users\Anna\OneDrive - University of X\study.pressmark"), "OneDrive"),
        (PureWindowsPath(r"C:\Users\Anna\Dropbox (Lab)\a\study.pressmark"), "Dropbox"),
        (
            PurePosixPath("/Users/anna/Library/Mobile Documents/com~apple~CloudDocs/s.pressmark"),
            "iCloud Drive",
        ),
        (
            PurePosixPath("/Users/anna/Library/CloudStorage/GoogleDrive-anna@x.org/My Drive/s.pressmark"),
            "Google Drive",
        ),
        (PurePosixPath("/home/anna/Nextcloud/s.pressmark"), "Nextcloud"),
        (PurePosixPath("/Users/anna/Library/CloudStorage/Box-Box/s.pressmark"), "Box"),
        (PurePosixPath("/home/anna/Documents/Dropbox.pressmark"), ""),
        (PurePosixPath("/home/anna/dropboxes/s.pressmark"), ""),
        (PurePosixPath("/srv/box/s.pressmark"), ""),
        (PureWindowsPath(r"D:\Studies\s.pressmark"), ""),
    ],
)
def test_the_names_of_folders_tell(path: PurePosixPath | PureWindowsPath, name: str) -> None:
    assert whereabouts.by_name(path) == name


def test_what_a_service_puts_into_its_folder_tells_too(tmp_path: Path) -> None:
    deep = tmp_path / "team" / "2026"
    deep.mkdir(parents=True)
    assert whereabouts.shared_place(deep / "study.pressmark") == ""
    (tmp_path / "team" / ".stfolder").mkdir()
    assert whereabouts.shared_place(deep / "study.pressmark") == "Syncthing"


def test_a_link_into_such_a_folder_is_followed(tmp_path: Path) -> None:
    real = tmp_path / "Dropbox" / "study"
    real.mkdir(parents=True)
    link = tmp_path / "study"
    try:
        link.symlink_to(real, target_is_directory=True)
    except OSError:
        pytest.skip("no links can be made here")
    assert whereabouts.shared_place(link / "study.pressmark") == "Dropbox"


def test_mount_tables_are_read() -> None:
    assert whereabouts.linux_mounts(LINUX)[2] == ("/srv/team files", "nfs4")
    assert whereabouts.mac_mounts(MAC) == [("/", "apfs"), ("/Volumes/study", "smbfs")]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/srv/team files/a/s.pressmark", "nfs4"),
        ("/srv/s.pressmark", "ext4"),
        ("/media/usb/s.pressmark", "vfat"),
    ],
)
def test_the_nearest_mount_counts(path: str, kind: str) -> None:
    assert whereabouts.kind_of_system(Path(path), whereabouts.linux_mounts(LINUX)) == kind
