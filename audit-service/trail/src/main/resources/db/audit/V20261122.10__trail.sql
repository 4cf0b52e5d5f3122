-- The record of every access. seq is the order of arrival; the columns beside the body are what auditors ask by.
-- patrons are those disclosed and the one a refused request named.
CREATE TABLE access_record (
    id uuid PRIMARY KEY,
    seq bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    source text NOT NULL,
    at timestamptz NOT NULL,
    person text NOT NULL,
    school varchar(13),
    declared_duty text,
    decision text NOT NULL,
    patrons uuid[] NOT NULL,
    fields text[] NOT NULL,
    body jsonb NOT NULL,
    salt bytea NOT NULL,
    received_at timestamptz NOT NULL
);
CREATE INDEX access_record_by_time ON access_record (at);
CREATE INDEX access_record_by_person ON access_record (person, seq);
CREATE INDEX access_record_by_school ON access_record (school, seq);
CREATE INDEX access_record_by_duty ON access_record (declared_duty, seq);
CREATE INDEX access_record_by_decision ON access_record (decision, seq);
CREATE INDEX access_record_by_patron ON access_record USING gin (patrons);
CREATE INDEX access_record_by_field ON access_record USING gin (fields);

GRANT SELECT, INSERT ON access_record TO ${app};
