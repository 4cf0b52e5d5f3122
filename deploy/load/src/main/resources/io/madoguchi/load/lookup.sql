\set i :i + 1
\set n (:i * :clients + :client_id) % :picks
BEGIN;
SELECT set_config('madoguchi.schools', h.schools, true), set_config('madoguchi.contract', 'school-library-support-2013', true),
       set_config('madoguchi.duty', 'COUNTER', true),
       coalesce(sum(c.readings), 0) AS readings, coalesce(sum(c.persons), 0) AS persons
FROM bench.pick p JOIN bench.handler h ON h.n = p.handler
LEFT JOIN patron.reading_count c ON c.account = h.account AND c.quarter_hour >= current_date
WHERE p.n = :n
GROUP BY h.schools;
SELECT id, category, display_name
FROM patron.patron_shown
WHERE school = (SELECT school FROM bench.pick WHERE n = :n)
  AND category IN ('ELEMENTARY_PUPIL', 'JUNIOR_HIGH_STUDENT', 'STAFF') AND NOT departed
  AND card_hash = (SELECT card_hash FROM bench.pick WHERE n = :n);
INSERT INTO bench.journal (id, recorded_at, body, salt)
VALUES (uuidv7(), now(), (SELECT record::jsonb FROM bench.sample), decode('00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff', 'hex'));
INSERT INTO patron.reading_count AS c (account, quarter_hour, readings, persons)
SELECT h.account, date_trunc('hour', now()), 1, 1 FROM bench.pick p JOIN bench.handler h ON h.n = p.handler WHERE p.n = :n
ON CONFLICT (account, quarter_hour) DO UPDATE SET readings = c.readings + 1, persons = c.persons + excluded.persons;
COMMIT;
