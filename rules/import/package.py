"""The pages of the pinned package: from a .deb file, from the installed system, or from the Debian mirror.

The facts are only comparable when the pages are the same to the byte, so pages count by the digest of their texts.
Installed trees differ: slim images leave pages out, and other packages put theirs beside.
"""
import hashlib
import io
import os
import re
import subprocess
import tarfile
import tempfile

import roff

PAGE_PATH = re.compile(r'usr/share/man/man([23])\w*/(.+)\.([23]\w*)\.gz$')
LINK = re.compile(r'\.so\s')
DOWNLOAD_LIMIT = 60  # seconds


class NotThere(Exception):
    """The package, or the pinned version of it, is not here. The text says why."""


def members_of_archive(data):
    """name -> bytes of an ar archive, the outer form of a .deb."""
    members, place = {}, 8
    while place + 60 <= len(data):
        header = data[place:place + 60]
        size = int(header[48:58])
        members[header[:16].decode().strip().rstrip('/')] = data[place + 60:place + 60 + size]
        place += 60 + size + size % 2
    return members


def files_of_package(path):
    """(path, bytes) of the regular files in a .deb."""
    with open(path, 'rb') as file:
        members = members_of_archive(file.read())
    name = next((name for name in members if name.startswith('data.tar')), None)
    if name is None:
        raise NotThere(f'{path} is no Debian package')
    with tarfile.open(fileobj=io.BytesIO(members[name])) as archive:
        for member in archive:
            if member.isfile():
                yield member.name.lstrip('./'), archive.extractfile(member).read()


def installed_version(package):
    """The version that dpkg has of a package."""
    try:
        query = subprocess.run(['dpkg-query', '-W', '-f', '${db:Status-Status} ${Version}', package],
                               capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise NotThere('there is no dpkg here') from None
    status, _, version = query.stdout.partition(' ')
    if status != 'installed':
        raise NotThere(f'the package {package} is not installed')
    return version


def files_installed(package):
    """(path, bytes) of the regular files of an installed package."""
    listing = subprocess.run(['dpkg-query', '-L', package], capture_output=True, text=True, check=True)
    for path in listing.stdout.splitlines():
        if os.path.isfile(path) and not os.path.islink(path):
            with open(path, 'rb') as file:
                yield path.lstrip('/'), file.read()


def page_texts(files):
    """[(name, section, text)] of the pages in sections 2 and 3, sorted; pages that only link to others are left out."""
    pages = []
    for path, data in files:
        match = PAGE_PATH.match(path)
        if match:
            text = roff.page_text(data)
            if not LINK.match(text):
                pages.append((match.group(2), match.group(3), text))
    return sorted(pages)


def digest(pages):
    """A SHA-256 over the names and texts of pages."""
    whole = hashlib.sha256()
    for name, section, text in pages:
        whole.update(f'{name}({section})\n{len(text)}\n{text}'.encode())
    return whole.hexdigest()


def pages_installed(pin):
    """The pages of the installed package."""
    version = installed_version(pin['package'])
    if version != pin['version']:
        raise NotThere(f"{pin['package']} {version} is installed, the rules are made from {pin['version']}")
    return page_texts(files_installed(pin['package']))


def pages_downloaded(pin):
    """The pages of the package as the mirror has it that apt is set up with. The file is not kept."""
    wanted = f"{pin['package']}={pin['version']}"
    with tempfile.TemporaryDirectory() as directory:
        try:
            os.chmod(directory, 0o755)  # apt fetches as a user of its own
            subprocess.run(['apt-get', '-qq', '-o', 'Acquire::Retries=0', '-o', 'Acquire::http::Timeout=20',
                            'download', wanted], cwd=directory, capture_output=True, check=True, timeout=DOWNLOAD_LIMIT)
            names = [name for name in os.listdir(directory) if name.endswith('.deb')]
        except (OSError, subprocess.SubprocessError):
            names = []
        if not names:
            raise NotThere(f'apt-get download {wanted} does not get it')
        return page_texts(files_of_package(os.path.join(directory, names[0])))


def check_digest(pin, pages):
    if digest(pages) != pin['sha256']:
        raise NotThere(f"the pages here are not those of {pin['package']} {pin['version']}: "
                       f"{len(pages)} pages with the digest {digest(pages)}")
    return pages


def read_pinned(pin, package_file):
    """The pages of the pinned package, from its file or (None) from the system, else from the mirror. NotThere where
    they are others."""
    if package_file is not None:
        return check_digest(pin, page_texts(files_of_package(package_file)))
    try:
        return check_digest(pin, pages_installed(pin))
    except NotThere as reason:
        installed = reason
    try:
        return check_digest(pin, pages_downloaded(pin))
    except NotThere as reason:
        raise NotThere(f'{installed}; {reason}') from None
