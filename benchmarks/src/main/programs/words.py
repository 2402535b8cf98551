import re
text = " ".join(f"user{i}@example{i % 17}.org, call 0{i % 97}-{i * 7919 % 100000}." for i in range(20000))
mails = re.findall(r"([a-z0-9]+)@([a-z0-9]+)\.org", text)
numbers = re.sub(r"\b0(\d+)-(\d+)\b", r"+49 \1 \2", text)
print(len(mails), len({host for _, host in mails}), len(numbers))
