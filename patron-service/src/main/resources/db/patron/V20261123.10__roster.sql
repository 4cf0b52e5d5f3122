-- Where a patron, a school and a home class stand in the rosters of the district. The account key is opaque: it links a login, and
-- says nothing of anybody. The contractor's role has no right to any of these tables.
CREATE TABLE patron_source (
    patron_id uuid PRIMARY KEY REFERENCES patron (id),
    sourced_id varchar(255) NOT NULL UNIQUE,
    account_key varchar(255) UNIQUE
);
CREATE TABLE school_source (
    sourced_id varchar(255) PRIMARY KEY,
    school varchar(13) NOT NULL REFERENCES school (code)
);
CREATE TABLE home_class_source (
    sourced_id varchar(255) PRIMARY KEY,
    school varchar(13) NOT NULL REFERENCES school (code),
    label varchar(100) NOT NULL
);

-- From that day on the time runs after which a patron is erased.
ALTER TABLE patron ADD COLUMN departed_on date;
UPDATE patron SET departed_on = current_date WHERE departed;
CREATE FUNCTION stamp_departure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.departed_on := CASE WHEN NEW.departed THEN current_date END;
    RETURN NEW;
END
$$;
CREATE TRIGGER patron_departed BEFORE INSERT OR UPDATE ON patron FOR EACH ROW
    WHEN (NEW.departed <> (NEW.departed_on IS NOT NULL)) EXECUTE FUNCTION stamp_departure();

-- The library's own number, for life. Those given before are shorter.
CREATE SEQUENCE patron_number MINVALUE 100000000;

-- What was sent, how far it came, and what came of it: numbers, no person. By whom it was requested and what permitted it stand on the
-- access records that the import makes later.
CREATE TABLE roster_import (
    id uuid PRIMARY KEY,
    requested_by jsonb NOT NULL,
    permit jsonb NOT NULL,
    requested_subject text NOT NULL,
    idempotency_key text,
    received_at timestamptz NOT NULL,
    sha256 bytea,
    dry_run boolean NOT NULL,
    on_error text NOT NULL CHECK (on_error IN ('STOP', 'SKIP')),
    most_departures smallint NOT NULL CHECK (most_departures BETWEEN 0 AND 100),
    everybody boolean NOT NULL DEFAULT false,
    version varchar(10),
    state text NOT NULL
        CHECK (state IN ('RECEIVING', 'WAITING', 'COMPARING', 'APPLYING', 'COMPARED', 'APPLIED', 'REFUSED', 'STOPPED', 'INTERRUPTED',
            'FAILED')),
    alive_at timestamptz NOT NULL,
    ended_at timestamptz,
    -- Lines of persons that could not even be read: who is missing may be in them.
    unread boolean NOT NULL DEFAULT false,
    compared_at timestamptz,
    persons bigint NOT NULL DEFAULT 0,
    applied bigint NOT NULL DEFAULT 0,
    dropped jsonb NOT NULL DEFAULT '{}',
    UNIQUE (requested_subject, idempotency_key)
);
CREATE INDEX roster_import_under_way ON roster_import (received_at)
    WHERE state IN ('RECEIVING', 'WAITING', 'COMPARING', 'APPLYING');

CREATE TABLE roster_fault (
    import uuid NOT NULL REFERENCES roster_import (id) ON DELETE CASCADE,
    number bigint GENERATED ALWAYS AS IDENTITY,
    file varchar(40),
    line bigint,
    field varchar(60),
    rule varchar(40) NOT NULL,
    PRIMARY KEY (import, number)
);
CREATE TABLE roster_fault_count (
    import uuid NOT NULL REFERENCES roster_import (id) ON DELETE CASCADE,
    rule varchar(40) NOT NULL,
    count bigint NOT NULL,
    PRIMARY KEY (import, rule)
);

-- The lines of an import that is under way, in the columns that the directory takes; gone when it ends.
CREATE TABLE roster_org (
    import uuid NOT NULL,
    line bigint NOT NULL,
    sourced_id varchar(255) NOT NULL,
    deleted boolean NOT NULL,
    faulty boolean NOT NULL DEFAULT false,
    type text NOT NULL,
    name varchar(100) NOT NULL,
    code varchar(13),
    parent varchar(255)
);
CREATE TABLE roster_class (
    import uuid NOT NULL,
    line bigint NOT NULL,
    sourced_id varchar(255) NOT NULL,
    deleted boolean NOT NULL,
    faulty boolean NOT NULL DEFAULT false,
    label varchar(100) NOT NULL,
    school varchar(255) NOT NULL
);
CREATE TABLE roster_user (
    import uuid NOT NULL,
    line bigint NOT NULL,
    sourced_id varchar(255) NOT NULL,
    deleted boolean NOT NULL,
    faulty boolean NOT NULL DEFAULT false,
    display_name text NOT NULL,
    name_key text COLLATE "C" NOT NULL,
    name_kana text,
    kana_key text COLLATE "C",
    grade varchar(3),
    account_key varchar(255),
    home_class varchar(255)
);
CREATE TABLE roster_role (
    import uuid NOT NULL,
    line bigint NOT NULL,
    sourced_id varchar(255) NOT NULL,
    deleted boolean NOT NULL,
    faulty boolean NOT NULL DEFAULT false,
    patron varchar(255) NOT NULL,
    is_primary boolean NOT NULL,
    role text NOT NULL,
    org varchar(255) NOT NULL,
    begins date,
    ends date
);
CREATE TABLE roster_enrollment (
    import uuid NOT NULL,
    line bigint NOT NULL,
    sourced_id varchar(255) NOT NULL,
    deleted boolean NOT NULL,
    faulty boolean NOT NULL DEFAULT false,
    class varchar(255) NOT NULL,
    school varchar(255) NOT NULL,
    patron varchar(255) NOT NULL,
    role text NOT NULL,
    is_primary boolean,
    attendance_number smallint
);
CREATE INDEX roster_org_by_id ON roster_org (import, sourced_id);
CREATE INDEX roster_class_by_id ON roster_class (import, sourced_id);
CREATE INDEX roster_user_by_id ON roster_user (import, sourced_id);
CREATE INDEX roster_user_by_key ON roster_user (import, account_key);
CREATE INDEX roster_role_by_patron ON roster_role (import, patron);
CREATE INDEX roster_enrollment_by_patron ON roster_enrollment (import, patron, class);

-- Everybody of whom an import speaks, as they are to be; gone when it ends.
CREATE TABLE roster_person (
    import uuid NOT NULL,
    sourced_id varchar(255) NOT NULL,
    line bigint,
    patron_id uuid,
    school varchar(13),
    category text,
    gone boolean NOT NULL,
    display_name text,
    name_key text COLLATE "C",
    name_kana text,
    kana_key text COLLATE "C",
    grade smallint,
    home_class varchar(100),
    account_key varchar(255),
    known_number smallint,
    PRIMARY KEY (import, sourced_id)
);

-- What an import makes of each person, beside what the directory holds. Names go when the import has ended; what was done stays for as
-- long as the import is listed.
CREATE TABLE roster_change (
    import uuid NOT NULL,
    patron_id uuid NOT NULL,
    sourced_id varchar(255),
    line bigint,
    kind text NOT NULL CHECK (kind IN ('ADDED', 'CHANGED', 'MOVED', 'RETURNED', 'DEPARTED', 'UNCHANGED')),
    fields text[] NOT NULL,
    -- Where the patron is before and after; null where in no school here.
    from_school varchar(13),
    to_school varchar(13),
    category text NOT NULL,
    display_name text,
    name_key text COLLATE "C",
    name_kana text,
    kana_key text COLLATE "C",
    grade smallint,
    home_class varchar(100),
    attendance_number smallint,
    account_key varchar(255),
    -- Schools between which somebody moves change together: each is wholly old or wholly new.
    together integer,
    applied boolean NOT NULL DEFAULT false,
    PRIMARY KEY (import, patron_id)
);
CREATE INDEX roster_change_together ON roster_change (import, together) WHERE NOT applied;

-- Counted when the import is compared: afterwards the directory is another.
CREATE TABLE roster_school_count (
    import uuid NOT NULL REFERENCES roster_import (id) ON DELETE CASCADE,
    school varchar(13) NOT NULL,
    category text NOT NULL,
    before bigint NOT NULL,
    added bigint NOT NULL,
    changed bigint NOT NULL,
    moved_in bigint NOT NULL,
    moved_out bigint NOT NULL,
    returned bigint NOT NULL,
    departed bigint NOT NULL,
    unchanged bigint NOT NULL,
    PRIMARY KEY (import, school, category)
);

GRANT SELECT, INSERT ON roster_school_count TO ${app};
GRANT SELECT, INSERT ON patron_source, school_source, home_class_source, roster_import, roster_fault, roster_fault_count TO ${app};
GRANT DELETE ON roster_import TO ${app};
GRANT UPDATE (count) ON roster_fault_count TO ${app};
GRANT UPDATE (sourced_id, account_key) ON patron_source TO ${app};
GRANT UPDATE (school) ON school_source TO ${app};
GRANT UPDATE (school, label) ON home_class_source TO ${app};
GRANT UPDATE (idempotency_key, sha256, everybody, version, unread, state, alive_at, compared_at, ended_at, persons, applied, dropped) ON roster_import TO ${app};
-- Filled anew with each import: its plans are made by what has come.
GRANT MAINTAIN ON roster_org, roster_class, roster_user, roster_role, roster_enrollment, roster_person, roster_change
    TO ${app};
GRANT SELECT, INSERT, UPDATE (faulty), DELETE ON roster_org, roster_class, roster_user, roster_role, roster_enrollment TO ${app};
GRANT SELECT, INSERT, DELETE ON roster_person TO ${app};
GRANT SELECT, INSERT, UPDATE, DELETE ON roster_change TO ${app};
GRANT USAGE ON SEQUENCE patron_number TO ${app};
GRANT INSERT ON school TO ${app};
GRANT INSERT ON patron TO ${app};
GRANT UPDATE (school, category, display_name, name_key, name_kana, kana_key, grade, home_class, attendance_number, departed)
    ON patron TO ${app};
