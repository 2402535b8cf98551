"""Makes evil.zip: two honest files, and entries that try to get out of the directory into which they are unpacked."""
import zipfile

ENTRIES = [
    ("readme.txt", "just a text\n", 0o100644),
    ("../app/server.js", "evil()\n", 0o100644),
    ("a/../../app/server.js", "evil()\n", 0o100644),
    ("/app/server.js", "evil()\n", 0o100644),
    ("up", "../app", 0o120777),
    ("up/server.js", "evil()\n", 0o100644),
    ("root", "/app", 0o120777),
    ("root/server.js", "evil()\n", 0o100644),
    ("photos/cat.txt", "meow\n", 0o100644),
]

with zipfile.ZipFile("evil.zip", "w", zipfile.ZIP_STORED) as archive:
    for name, contents, mode in ENTRIES:
        entry = zipfile.ZipInfo(name, (2030, 1, 1, 0, 0, 0))
        entry.create_system = 3
        entry.external_attr = mode << 16
        archive.writestr(entry, contents)
