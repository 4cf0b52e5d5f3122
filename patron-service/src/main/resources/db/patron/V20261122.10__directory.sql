CREATE TABLE school (
    code varchar(13) PRIMARY KEY,
    name text NOT NULL,
    level text NOT NULL CHECK (level IN ('ELEMENTARY', 'JUNIOR_HIGH'))
);

-- changed_xid is the commit order of the change feed (see the journal's table for why a transaction id).
CREATE TABLE patron (
    id uuid PRIMARY KEY,
    school varchar(13) NOT NULL REFERENCES school (code),
    category text NOT NULL CHECK (category IN ('ELEMENTARY_PUPIL', 'JUNIOR_HIGH_STUDENT', 'STAFF')),
    patron_number varchar(20) NOT NULL,
    card_barcode varchar(20),
    -- Keyed, so that a scanned card is found without anybody reading cards.
    card_hash bytea,
    display_name text NOT NULL,
    name_key text COLLATE "C" NOT NULL,
    name_kana text,
    kana_key text COLLATE "C",
    grade smallint,
    home_class text,
    attendance_number smallint,
    departed boolean NOT NULL DEFAULT false,
    changed_xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    UNIQUE (school, patron_number),
    UNIQUE (school, card_barcode),
    UNIQUE (school, card_hash),
    CHECK ((card_barcode IS NULL) = (card_hash IS NULL))
);
CREATE INDEX patron_name_key ON patron (school, name_key, id) WHERE NOT departed;
CREATE INDEX patron_kana_key ON patron (school, kana_key, id) WHERE NOT departed;
CREATE INDEX patron_by_change ON patron (changed_xid, id);

CREATE FUNCTION stamp_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.changed_xid := pg_current_xact_id();
    RETURN NEW;
END
$$;
CREATE TRIGGER patron_changed BEFORE UPDATE ON patron FOR EACH ROW EXECUTE FUNCTION stamp_change();

-- A restore sets another value, which makes every reader of the change feed start again.
CREATE TABLE feed_epoch (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    epoch uuid NOT NULL
);
INSERT INTO feed_epoch (epoch) VALUES (gen_random_uuid());

GRANT SELECT ON school, patron, feed_epoch TO ${app};
