-- Up to where the identity provider's events have been read.
CREATE TABLE sign_in_position (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    read_until timestamptz NOT NULL
);
GRANT SELECT, INSERT, UPDATE ON sign_in_position TO ${app};

-- Who an account is, by the newest record that a service made of it.
CREATE INDEX access_record_by_subject ON access_record ((body -> 'who' ->> 'subject'), index) WHERE source <> 'keycloak';
