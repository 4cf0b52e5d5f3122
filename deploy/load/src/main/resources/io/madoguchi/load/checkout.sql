\set i :i + 1
\set n (:i * :clients + :client_id) % :picks
BEGIN;
SELECT i.id AS item_id, i.school AS item_school, i.withdrawn, i.on_loan,
       b.patron_id, b.school AS borrower_school, b.category, b.departed,
       (SELECT count(*) FROM circulation.loan l
        WHERE l.patron_id = b.patron_id AND l.returned_at IS NULL) AS open_loans,
       (SELECT count(*) FROM circulation.loan l
        WHERE l.patron_id = b.patron_id AND l.returned_at IS NULL AND l.due_date < current_date) AS overdue_loans,
       p.loan_limit, p.loan_days, p.renewal_limit
FROM bench.pick AS pick
LEFT JOIN LATERAL (
    SELECT i.id, i.school, i.withdrawn,
           EXISTS (SELECT FROM circulation.loan l WHERE l.item_id = i.id AND l.returned_at IS NULL) AS on_loan
    FROM circulation.item i
    WHERE i.barcode = pick.barcode
    ORDER BY i.school = pick.school DESC
    LIMIT 1) i ON true
LEFT JOIN LATERAL (
    SELECT b.patron_id, b.school, b.category, b.departed
    FROM circulation.borrower b
    WHERE b.patron_id = pick.patron_id
    FOR NO KEY UPDATE) b ON true
LEFT JOIN circulation.lending_policy p ON p.school = b.school AND p.category = b.category
WHERE pick.n = :n \gset
INSERT INTO circulation.loan (id, school, item_id, patron_id, checked_out_at, due_date)
SELECT uuidv7(), :item_school::text, :item_id::uuid, :patron_id::uuid, now(), current_date + 14
WHERE (SELECT count(*) FROM circulation.loan WHERE patron_id = :patron_id::uuid AND returned_at IS NULL) = :open_loans::bigint
ON CONFLICT (item_id) WHERE returned_at IS NULL DO NOTHING;
INSERT INTO bench.journal (id, recorded_at, body, salt)
VALUES (uuidv7(), now(), (SELECT record::jsonb FROM bench.sample), decode('00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff', 'hex'));
COMMIT;
