-- While it is open, handlers at the school see grade, class and attendance number, where the authorisation knows such a window
-- (amendment C). The school opens it; it closes by itself.
CREATE TABLE class_window (
    id uuid PRIMARY KEY,
    school varchar(13) NOT NULL REFERENCES school (code),
    opened_by text NOT NULL,
    opens_at timestamptz NOT NULL,
    closes_at timestamptz NOT NULL CHECK (closes_at >= opens_at)
);
CREATE INDEX class_window_by_school ON class_window (school, closes_at);

CREATE FUNCTION window_at(patron_school text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (
    SELECT 'CLASS_WINDOW' FROM class_window w
    WHERE w.school = patron_school AND now() >= w.opens_at AND now() < w.closes_at
    LIMIT 1);

-- Row security holds for everybody who does not pass by a policy, the owner included: so the views below, which read as the
-- owner, show no row that the table itself would not.
ALTER TABLE patron ENABLE ROW LEVEL SECURITY;
ALTER TABLE patron FORCE ROW LEVEL SECURITY;

CREATE POLICY service ON patron TO ${app} USING (true) WITH CHECK (true);
CREATE POLICY contractor ON patron FOR SELECT TO ${contractor}, CURRENT_USER USING (
    assigned(school) AND NOT departed AND opened('patronId', category, school));

-- What a contractor's account can be shown of a patron: a column that is not open to the duty, at the school, today, is null.
CREATE VIEW patron_shown WITH (security_barrier) AS
SELECT id, school, category, departed, card_hash,
    CASE WHEN opened('displayName', category, school) THEN display_name END AS display_name,
    CASE WHEN opened('nameKana', category, school) THEN name_kana END AS name_kana,
    CASE WHEN opened('grade', category, school, window_at(school)) THEN grade END AS grade,
    CASE WHEN opened('homeClass', category, school, window_at(school)) THEN home_class END AS home_class,
    CASE WHEN opened('attendanceNumber', category, school, window_at(school)) THEN attendance_number END
        AS attendance_number
FROM patron;

-- To find by a key is to learn it: each key only where its field is open.
CREATE VIEW patron_by_name WITH (security_barrier) AS
SELECT id, school, name_key FROM patron WHERE opened('displayName', category, school);
CREATE VIEW patron_by_kana WITH (security_barrier) AS
SELECT id, school, kana_key FROM patron WHERE opened('nameKana', category, school);

GRANT SELECT, INSERT ON class_window TO ${app};
GRANT UPDATE (closes_at) ON class_window TO ${app};
GRANT SELECT (school, opens_at, closes_at) ON class_window TO ${contractor};
GRANT SELECT (id, school, category, departed, card_hash) ON patron TO ${contractor};
GRANT SELECT ON patron_shown, patron_by_name, patron_by_kana TO ${contractor};
