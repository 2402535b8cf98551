create table numbers(n integer primary key, square integer, name text);
with recursive counter(x) as (select 1 union all select x + 1 from counter where x < 2000)
    insert into numbers select x, x * x, printf('n%04d', x) from counter;
create index by_name on numbers(name);
select count(*), sum(square), avg(n), max(name) from numbers;
select n % 7 as rest, count(*), group_concat(n) from numbers where n < 40 group by rest order by rest desc;
select a.n, b.name from numbers a join numbers b on b.n = a.square where a.n > 40 limit 5;
.mode box
select name, square from numbers where name like 'n09_5';
select json_extract('{"a":[1,2,{"b":3}]}', '$.a[2].b') as b, upper(hex('äß')) as hex, round(3.14159, 2) as pi;
begin;
delete from numbers where n > 10;
rollback;
.mode csv
select count(*), sum(length(name)) over () from numbers limit 2;
select n, row_number() over (order by name desc) from numbers where n < 4;
select * from nothing;
pragma integrity_check;
