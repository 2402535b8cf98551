# jwasm has no public place yet: the addresses are placeholders that mx wants to be there.
#
# The suite `conf` of mx: maps the Maven modules, so that suites of Graal can import the language. Maven stays the build.
suite = {
    "name": "conf",
    "mxversion": "7.40.0",
    "versionConflictResolution": "latest",
    "version": "0.1.0",
    "release": False,
    "groupId": "org.jwasm",
    "url": "https://example.org/",
    "developer": {
        "name": "jwasm developers",
        "email": "dev@example.org",
        "organization": "jwasm",
        "organizationUrl": "https://example.org/",
    },
    "scm": {
        "url": "https://example.org/",
        "read": "https://example.org/jwasm.git",
        "write": "https://example.org/jwasm.git",
    },
    "licenses": {
        "Apache-2.0": {
            "name": "Apache License, Version 2.0",
            "url": "https://www.apache.org/licenses/LICENSE-2.0",
        },
    },
    "defaultLicense": "Apache-2.0",
    "imports": {},
    "libraries": {},
    "projects": {},
    # A distribution is called as its directory and as the artifact in its pom.xml.
    "distributions": {
        "nodes": {"class": "MavenProject", "subDir": "", "maven": False},
        "capabilities": {"class": "MavenProject", "subDir": "", "maven": False},
        "wasi": {"class": "MavenProject", "subDir": "", "maven": False},
        "language": {"class": "MavenProject", "subDir": "", "maven": False},
    },
}
