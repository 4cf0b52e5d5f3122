\set i :i + 1
\set n (:i * :clients + :client_id) % :picks
BEGIN;
SELECT id, category, display_name, name_kana, grade, home_class, attendance_number, patron_number, card_barcode
FROM patron.patron
WHERE school = (SELECT school FROM bench.pick WHERE n = :n)
  AND category IN ('ELEMENTARY_PUPIL', 'JUNIOR_HIGH_STUDENT', 'STAFF') AND NOT departed
  AND name_key >= (SELECT from_key FROM bench.pick WHERE n = :n) AND name_key < (SELECT end_key FROM bench.pick WHERE n = :n)
ORDER BY name_key, id
LIMIT 21;
INSERT INTO bench.journal (id, recorded_at, body, salt)
VALUES (uuidv7(), now(), (SELECT record::jsonb FROM bench.sample), decode('00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff', 'hex'));
COMMIT;
