-- Requests to resolve a name to ids or an id to a name. Of a name a keyed hash is kept; who asked, for which case, and who said
-- what to it. The contractor's role has no right to it.
CREATE TABLE identity_resolution (
    id uuid PRIMARY KEY,
    name_hash bytea,
    -- Of no school that must exist: whether it does is not said.
    school varchar(13),
    patron_id uuid,
    inquiry text NOT NULL,
    case_number varchar(40) NOT NULL,
    requested_by text NOT NULL,
    requested_subject text NOT NULL,
    requested_by_auditor boolean NOT NULL,
    requested_by_district boolean NOT NULL,
    requested_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    idempotency_key text,
    state text NOT NULL CHECK (state IN ('REQUESTED', 'APPROVED', 'REFUSED', 'WITHDRAWN', 'RESOLVED')),
    decided_by text,
    decided_subject text,
    decided_at timestamptz,
    resolved_at timestamptz,
    UNIQUE (requested_subject, idempotency_key),
    CHECK ((name_hash IS NULL) <> (patron_id IS NULL)),
    -- Nothing is approved by who asked for it, whatever the service believes.
    CONSTRAINT second_person CHECK (state NOT IN ('APPROVED', 'RESOLVED') OR (
        decided_by IS NOT NULL AND decided_subject IS NOT NULL AND decided_at IS NOT NULL
        AND decided_by <> requested_by AND decided_subject <> requested_subject))
);
CREATE INDEX identity_resolution_by_time ON identity_resolution (requested_at, id);

GRANT SELECT, INSERT, DELETE ON identity_resolution TO ${app};
GRANT UPDATE (state, decided_by, decided_subject, decided_at, resolved_at) ON identity_resolution TO ${app};
