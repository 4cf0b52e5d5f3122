-- The record of every access, in the order of the log. What auditors ask by stands in columns beside the body; patrons are those
-- disclosed and the one a refused request named. Body and salt are null where they were erased: the log's entry stays.
CREATE TABLE access_record (
    index bigint PRIMARY KEY,
    id uuid NOT NULL,
    source text NOT NULL,
    at timestamptz NOT NULL,
    person text NOT NULL,
    school varchar(13),
    declared_duty text,
    decision text NOT NULL,
    patrons uuid[] NOT NULL,
    fields text[] NOT NULL,
    body jsonb,
    salt bytea,
    received_at timestamptz NOT NULL
) PARTITION BY RANGE (index);
CREATE INDEX access_record_by_time ON access_record (at);
CREATE INDEX access_record_by_person ON access_record (person, index);
CREATE INDEX access_record_by_school ON access_record (school, index);
CREATE INDEX access_record_by_duty ON access_record (declared_duty, index);
CREATE INDEX access_record_by_decision ON access_record (decision, index);
CREATE INDEX access_record_by_patron ON access_record USING gin (patrons);
CREATE INDEX access_record_by_field ON access_record USING gin (fields);

-- Records that have no place in the log yet, durable before their sender hears of it.
CREATE TABLE arrival (LIKE access_record);
ALTER TABLE arrival DROP COLUMN index;
ALTER TABLE arrival ADD PRIMARY KEY (id);
ALTER TABLE arrival ADD COLUMN place bigint GENERATED ALWAYS AS IDENTITY UNIQUE;
ALTER TABLE arrival ADD COLUMN commitment bytea NOT NULL;

-- Where a record stands in the log, whatever became of its body: what makes an id unique.
CREATE TABLE record_place (
    id uuid PRIMARY KEY,
    index bigint NOT NULL,
    commitment bytea NOT NULL
);

GRANT SELECT, INSERT ON access_record, record_place TO ${app};
GRANT SELECT, INSERT, DELETE ON arrival TO ${app};
