-- The authorisation documents that a record cites.
CREATE FUNCTION documents_cited(record jsonb) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN ARRAY(
    SELECT DISTINCT cited
    FROM jsonb_array_elements_text(
        jsonb_path_query_array(record, '$.disclosed[*].authorisations[*].document')) AS cited);

-- The record of every access, in the order of the log. What auditors ask by stands in columns beside the body; patrons are those
-- disclosed and the one a refused request named. Body and salt are null where they were erased: the log's entry stays.
-- The columns that follow from the body alone are made of it, so that they can't differ from it and go with it.
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
    received_at timestamptz NOT NULL,
    designation text GENERATED ALWAYS AS (body #>> '{who,designation}') STORED,
    contract text GENERATED ALWAYS AS (body #>> '{who,contract}') STORED,
    refusal text GENERATED ALWAYS AS (body ->> 'reason') STORED,
    case_number text GENERATED ALWAYS AS (body #>> '{inquiry,caseNumber}') STORED,
    authorisations text[] GENERATED ALWAYS AS (documents_cited(body)) STORED
) PARTITION BY RANGE (index);
CREATE INDEX access_record_by_time ON access_record (at);
CREATE INDEX access_record_by_person ON access_record (person, index);
CREATE INDEX access_record_by_school ON access_record (school, index);
CREATE INDEX access_record_by_duty ON access_record (declared_duty, index);
CREATE INDEX access_record_by_decision ON access_record (decision, index);
CREATE INDEX access_record_by_designation ON access_record (designation, index);
CREATE INDEX access_record_by_contract ON access_record (contract, index);
CREATE INDEX access_record_by_refusal ON access_record (refusal, index);
CREATE INDEX access_record_by_case ON access_record (case_number, index);
CREATE INDEX access_record_by_authorisation ON access_record USING gin (authorisations);
CREATE INDEX access_record_by_patron ON access_record USING gin (patrons);
CREATE INDEX access_record_by_field ON access_record USING gin (fields);

-- Records that have no place in the log yet, durable before their sender hears of it.
CREATE TABLE arrival (LIKE access_record);
ALTER TABLE arrival DROP COLUMN index, DROP COLUMN designation, DROP COLUMN contract, DROP COLUMN refusal,
    DROP COLUMN case_number, DROP COLUMN authorisations;
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
