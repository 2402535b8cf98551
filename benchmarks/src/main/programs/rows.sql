CREATE TABLE items (id INTEGER PRIMARY KEY, kind INTEGER, name TEXT, price REAL);
WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 200000)
INSERT INTO items SELECT n, n % 100, 'item ' || n, n * 7919 % 10007 / 100.0 FROM numbers;
CREATE INDEX items_kind ON items (kind);
SELECT kind, count(*), round(sum(price), 2), max(name) FROM items GROUP BY kind ORDER BY 3 DESC LIMIT 3;
SELECT count(*) FROM items a JOIN items b ON b.id = a.id + 1 WHERE a.price < b.price AND a.name LIKE '%7%';
