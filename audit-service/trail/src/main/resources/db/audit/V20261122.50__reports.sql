-- Whether the columns say of an answer whom it showed which fields. They don't where it has several parts, each with fields of its
-- own, and where the request named somebody who was not shown.
CREATE FUNCTION is_of_one_part(body jsonb, patrons uuid[]) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN jsonb_array_length(body -> 'disclosed') = 1
   AND jsonb_array_length(body #> '{disclosed,0,patrons}') = cardinality(patrons);

CREATE INDEX access_record_of_parts ON access_record (at)
    WHERE decision = 'PERMITTED' AND fields <> '{}' AND NOT is_of_one_part(body, patrons);

-- Who was shown which fields of whom, part by part of an answer.
CREATE VIEW disclosed_part AS
SELECT at, contract, person, body #>> '{who,roles}' AS roles,
    designation, school, declared_duty AS duty, fields, patrons
FROM access_record
WHERE decision = 'PERMITTED' AND fields <> '{}' AND is_of_one_part(body, patrons)
UNION ALL
SELECT at, contract, person, body #>> '{who,roles}', designation, school, declared_duty,
    ARRAY(SELECT jsonb_array_elements_text(part -> 'fields')),
    ARRAY(SELECT jsonb_array_elements_text(part -> 'patrons')::uuid)
FROM access_record, jsonb_array_elements(body -> 'disclosed') AS part
WHERE decision = 'PERMITTED' AND fields <> '{}' AND NOT is_of_one_part(body, patrons);

-- How many persons an answer showed, those in two of its parts once.
CREATE FUNCTION persons_in_parts(body jsonb) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (SELECT count(DISTINCT patron)
        FROM jsonb_array_elements(body -> 'disclosed') AS part, jsonb_array_elements_text(part -> 'patrons') AS patron);

-- The same of any request; to be folded into the query, which the one above can't be.
CREATE FUNCTION persons_shown(decision text, fields text[], patrons uuid[], body jsonb) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN decision <> 'PERMITTED' OR fields = '{}' THEN 0
    WHEN is_of_one_part(body, patrons) THEN cardinality(patrons)
    ELSE persons_in_parts(body)
    END;

GRANT SELECT ON disclosed_part TO ${app};

-- What the contractor's role may know of the records: numbers of the contract that the transaction was told from the token, by
-- handler, school and duty. It can read neither the records nor the view; unset, nothing fits.
CREATE FUNCTION handling_of_own_contract(since timestamptz, before timestamptz)
RETURNS TABLE (person text, designation text, school text, duty text,
    requests bigint, answers bigint, refusals bigint, shown bigint, persons bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT
AS $$
    WITH request AS (
        SELECT r.person, r.designation, r.school, declared_duty AS duty,
            sum((body ->> 'times')::bigint) AS requests,
            sum((body ->> 'times')::bigint) FILTER (WHERE decision = 'PERMITTED' AND fields <> '{}') AS answers,
            sum((body ->> 'times')::bigint) FILTER (WHERE decision = 'REFUSED') AS refusals,
            sum(persons_shown(decision, fields, patrons, body)) AS shown
        FROM access_record r
        WHERE at >= since AND at < before
          AND r.contract = nullif(current_setting('madoguchi.contract', true), '')
        GROUP BY 1, 2, 3, 4
    ), person_shown AS (
        SELECT DISTINCT p.person, p.designation, p.school, p.duty, patron
        FROM disclosed_part p, unnest(patrons) AS patron
        WHERE at >= since AND at < before
          AND p.contract = nullif(current_setting('madoguchi.contract', true), '')
    ), persons AS (
        SELECT person, designation, school, duty, count(*) AS persons FROM person_shown GROUP BY 1, 2, 3, 4
    )
    SELECT r.person, r.designation, r.school, r.duty, r.requests::bigint, coalesce(r.answers, 0)::bigint,
        coalesce(r.refusals, 0)::bigint, r.shown::bigint, coalesce(p.persons, 0)
    FROM request r
    LEFT JOIN persons p ON (p.person, p.designation, p.school, p.duty)
        IS NOT DISTINCT FROM (r.person, r.designation, r.school, r.duty)
$$;
REVOKE ALL ON FUNCTION handling_of_own_contract FROM PUBLIC;
GRANT EXECUTE ON FUNCTION handling_of_own_contract TO ${contractor};
