"""Packs the Python packages of this Debian as wheels, so that pip can install them without a network.

usage: make_wheels.py FOLDER DEBIAN_PACKAGE...
"""

import base64
import hashlib
import pathlib
import subprocess
import sys
import sysconfig
import zipfile
from email.parser import Parser

SITE = pathlib.Path("/usr/lib/python3/dist-packages")

# The same files under a second name: psycopg2-binary is psycopg2 with its library in the wheel, and here the library is
# in the image.
ALSO_KNOWN_AS = {"psycopg2": "psycopg2-binary"}


def files_of(debian_package):
    listing = subprocess.run(["dpkg", "-L", debian_package], check=True, capture_output=True, text=True).stdout
    paths = (pathlib.Path(line) for line in listing.splitlines())
    return [path for path in paths if path.is_relative_to(SITE) and path.is_file() and path.suffix != ".pyc"]


def is_metadata(path):
    return path.relative_to(SITE).parts[0].endswith((".dist-info", ".egg-info"))


def make_wheel(folder, name, version, metadata, extra, modules):
    native = any(path.suffix == ".so" for path in modules)
    platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
    abi = f"cp{sys.version_info.major}{sys.version_info.minor}"
    tag = f"{abi}-{abi}-{platform}" if native else "py3-none-any"
    stem = f"{name.lower().replace('-', '_').replace('.', '_')}-{version}"
    info = f"{stem}.dist-info"
    contents = {str(path.relative_to(SITE)): path.read_bytes() for path in modules}
    contents[f"{info}/METADATA"] = metadata.encode()
    contents[f"{info}/WHEEL"] = f"Wheel-Version: 1.0\nGenerator: make_wheels\nRoot-Is-Purelib: {str(not native).lower()}\nTag: {tag}\n".encode()
    for file_name, content in extra.items():
        contents[f"{info}/{file_name}"] = content
    record = "".join(
        f"{path},sha256={base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b'=').decode()},{len(content)}\n"
        for path, content in contents.items()
    )
    contents[f"{info}/RECORD"] = f"{record}{info}/RECORD,,\n".encode()
    with zipfile.ZipFile(folder / f"{stem}-{tag}.whl", "w", zipfile.ZIP_DEFLATED) as wheel:
        for path, content in contents.items():
            wheel.writestr(path, content)
    print(f"{stem}-{tag}.whl")


def main(folder, debian_packages):
    folder.mkdir(parents=True, exist_ok=True)
    for debian_package in debian_packages:
        files = files_of(debian_package)
        about = {path.name: path for path in files if is_metadata(path)}
        metadata = (about.get("METADATA") or about["PKG-INFO"]).read_text()
        # Old packages keep what they require in a file of its own.
        if "requires.txt" in about and "Requires-Dist:" not in metadata:
            required = about["requires.txt"].read_text().split("\n[")[0].split()
            metadata = "".join(f"Requires-Dist: {line}\n" for line in required) + metadata
        headers = Parser().parsestr(metadata, headersonly=True)
        extra = {name: about[name].read_bytes() for name in ("entry_points.txt", "top_level.txt") if name in about}
        modules = [path for path in files if not is_metadata(path)]
        make_wheel(folder, headers["Name"], headers["Version"], metadata, extra, modules)
        other = ALSO_KNOWN_AS.get(headers["Name"])
        if other:
            renamed = metadata.replace(f"Name: {headers['Name']}", f"Name: {other}", 1)
            make_wheel(folder, other, headers["Version"], renamed, extra, modules)


main(pathlib.Path(sys.argv[1]), sys.argv[2:])
