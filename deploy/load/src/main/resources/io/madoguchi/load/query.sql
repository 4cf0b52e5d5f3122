\set i :i + 1
\set n (:i * :clients + :client_id) % :picks
BEGIN;
SELECT index, body, salt FROM audit.access_record
WHERE patrons @> ARRAY[(SELECT patron_id FROM bench.pick WHERE n = :n)]
ORDER BY index + 0 DESC
LIMIT 51;
INSERT INTO bench.journal (id, recorded_at, body, salt)
VALUES (uuidv7(), now(), (SELECT record::jsonb FROM bench.sample), decode('00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff', 'hex'));
COMMIT;
