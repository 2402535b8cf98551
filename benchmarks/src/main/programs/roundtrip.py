import json
rows = [{"id": i, "name": f"row {i}", "values": [i * 0.5, i % 7, None, i % 2 == 0]} for i in range(5000)]
text = json.dumps(rows)
for _ in range(3):
    text = json.dumps(json.loads(text))
print(len(text), sum(row["id"] for row in json.loads(text)))
