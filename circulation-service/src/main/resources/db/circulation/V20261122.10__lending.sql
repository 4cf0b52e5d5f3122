-- A copy on the shelf, with the bibliographic data the counter needs.
CREATE TABLE item (
    id uuid PRIMARY KEY,
    school varchar(13) NOT NULL,
    barcode varchar(20) NOT NULL,
    title text NOT NULL,
    title_key text COLLATE "C" NOT NULL,
    author text,
    ndc varchar(12),
    isbn varchar(13),
    call_number varchar(40),
    withdrawn boolean NOT NULL DEFAULT false,
    UNIQUE (barcode, school)
);
CREATE INDEX item_by_title ON item (school, title_key, id);

-- What lending needs to know of a patron, fed by the patron service. No name; the card is a keyed hash.
CREATE TABLE borrower (
    patron_id uuid PRIMARY KEY,
    school varchar(13) NOT NULL,
    category text NOT NULL CHECK (category IN ('ELEMENTARY_PUPIL', 'JUNIOR_HIGH_STUDENT', 'STAFF')),
    card_hash bytea,
    departed boolean NOT NULL,
    epoch text NOT NULL
);
CREATE UNIQUE INDEX borrower_by_card ON borrower (school, card_hash);

-- How far the change feed has been read.
CREATE TABLE borrower_feed (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    cursor text NOT NULL
);

CREATE TABLE lending_policy (
    school varchar(13) NOT NULL,
    category text NOT NULL CHECK (category IN ('ELEMENTARY_PUPIL', 'JUNIOR_HIGH_STUDENT', 'STAFF')),
    loan_limit smallint NOT NULL CHECK (loan_limit >= 0),
    loan_days smallint NOT NULL CHECK (loan_days > 0),
    renewal_limit smallint NOT NULL CHECK (renewal_limit >= 0),
    PRIMARY KEY (school, category)
);

CREATE TABLE loan (
    id uuid PRIMARY KEY,
    school varchar(13) NOT NULL,
    item_id uuid NOT NULL REFERENCES item (id),
    patron_id uuid NOT NULL,
    checked_out_at timestamptz NOT NULL,
    due_date date NOT NULL,
    renewals smallint NOT NULL DEFAULT 0,
    returned_at timestamptz
);
CREATE UNIQUE INDEX one_open_loan_per_item ON loan (item_id) WHERE returned_at IS NULL;
CREATE INDEX loan_by_patron ON loan (patron_id, checked_out_at DESC, id DESC);
CREATE INDEX open_loan_by_patron ON loan (patron_id, due_date) WHERE returned_at IS NULL;

-- A request that may be repeated by a flaky network: what it came to, never what it said.
CREATE TABLE idempotency_key (
    account text NOT NULL,
    route text NOT NULL,
    key text NOT NULL,
    body_hash bytea NOT NULL,
    code text,
    loan_id uuid,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (account, route, key)
);
CREATE INDEX idempotency_key_by_age ON idempotency_key (created_at);

GRANT SELECT ON item, lending_policy TO ${app};
GRANT SELECT, INSERT, UPDATE ON loan TO ${app};
-- A lock on the borrower's row, which makes the limit hold, needs the right to update it.
GRANT SELECT, INSERT, UPDATE, DELETE ON borrower, borrower_feed TO ${app};
GRANT SELECT, INSERT, UPDATE, DELETE ON idempotency_key TO ${app};
