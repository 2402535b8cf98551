# Run by CPython in jwasm and by the machine's python3: the output must be the same.
import collections
import decimal
import hashlib
import json
import math
import os
import re
import sys


def words(path):
    with open(path, encoding="utf-8") as file:
        return re.findall(r"[A-Za-z_]+", file.read())


def summarize(directory):
    summary = {}
    for name in sorted(os.listdir(directory)):
        path = os.path.join(directory, name)
        with open(path, "rb") as file:
            digest = hashlib.sha256(file.read()).hexdigest()
        common = collections.Counter(words(path)).most_common(3)
        summary[name] = {"size": os.path.getsize(path), "sha256": digest, "common": sorted(common)}
    return summary


class Stack:
    def __init__(self):
        self.items = []

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        self.items.append(f"left by {kind.__name__ if kind else 'nothing'}")
        return True


def main():
    source, target = sys.argv[1:]
    text = json.dumps(summarize(source), indent=1, sort_keys=True)
    with open(target, "w", encoding="utf-8") as file:
        file.write(text)
    with open(target, encoding="utf-8") as file:
        assert json.load(file) == json.loads(text)
    print(text)
    with Stack() as stack:
        stack.items.append(1 // 0)
    print(stack.items, re.sub(r"(?P<a>\d+)-(\d+)", r"\2:\g<a>", "10-20 30-40"))
    print(math.factorial(60), decimal.Decimal(2).sqrt(), hashlib.md5(text.encode()).hexdigest())
    print(sorted({"ä", "b", "a"}), sum(x * x for x in range(10000)), f"{math.pi:.10f}")
    try:
        open("/no/such/file")
    except FileNotFoundError as error:
        print(error.strerror)
    sys.exit(7)


main()
