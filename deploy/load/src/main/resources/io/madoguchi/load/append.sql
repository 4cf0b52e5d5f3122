BEGIN;
WITH batch AS (
    SELECT uuidv7() AS id, nextval('bench.place') AS index, s.record::jsonb AS body,
           sha256(convert_to(s.record, 'UTF8')) AS commitment
    FROM bench.sample s, generate_series(1, 500)
), placed AS (
    INSERT INTO bench.record_place (id, index, commitment) SELECT id, index, commitment FROM batch
)
INSERT INTO bench.access_record (index, id, source, at, person, school, declared_duty, decision, patrons, fields, body, salt, received_at)
SELECT index, id, 'circulation-service', now(), 'bench-counter-' || index % 64, 'B113290000012', 'COUNTER', 'PERMITTED',
       ARRAY[gen_random_uuid()], ARRAY['actResult'], body, commitment, now()
FROM batch;
COMMIT;
