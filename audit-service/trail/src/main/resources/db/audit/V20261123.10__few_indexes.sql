-- Few records were refused or cite a case; the others need no place in these. Each index less is felt at every record.
DROP INDEX access_record_by_refusal;
DROP INDEX access_record_by_case;
CREATE INDEX access_record_by_refusal ON access_record (refusal, index) WHERE refusal IS NOT NULL;
CREATE INDEX access_record_by_case ON access_record (case_number, index) WHERE case_number IS NOT NULL;
