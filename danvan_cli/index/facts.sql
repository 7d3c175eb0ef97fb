-- From what the records state to what can be counted, for the years in `changed`. Run after lineages.sql.
-- Only SQL that both SQLite and DuckDB accept.

DELETE FROM fact
WHERE measure IN ('registered', 'surveyed', 'rated', 'recognized', 'outstanding', 'results', 'awards')
AND year IN (SELECT year FROM changed);

INSERT INTO fact (
    measure, year, file, model_file, id, root, unit, kind, level, field, movement, origin, indicator,
    weight, first_year, top, registered_day, ended_day)
SELECT
    'registered', m.year, m.file, m.file, m.id, m.root, m.unit, m.kind, COALESCE(m.level, u.level),
    m.field, m.movement, m.origin, '',
    COALESCE(m.number, 1), COALESCE(m.from_year, m.year), 1, m.registered_day, m.ended_day
FROM model AS m
LEFT JOIN unit AS u ON u.id = m.unit
WHERE m.year IN (SELECT year FROM changed);

-- An evaluation lies in its model's year; one that does not still tells of its model.
UPDATE evaluation SET model_file = (
    SELECT MAX(m.file) FROM model AS m WHERE m.id = evaluation.model AND m.year = evaluation.year)
WHERE year IN (SELECT year FROM changed);
UPDATE evaluation SET astray = CASE WHEN model_file IS NULL THEN 1 ELSE 0 END
WHERE year IN (SELECT year FROM changed);
UPDATE evaluation SET model_file = (
    SELECT m.file FROM model AS m WHERE m.id = evaluation.model
    AND m.year = (SELECT MAX(n.year) FROM model AS n WHERE n.id = evaluation.model))
WHERE astray = 1 AND year IN (SELECT year FROM changed);

-- An evaluation says up to four things; each is counted at the highest level that says it. An evaluation whose
-- model no file tells of counts once, with what it states itself.
INSERT INTO fact (
    measure, year, file, model_file, id, root, unit, kind, level, field, movement, origin, rating, decision, indicator,
    weight, first_year, top, effective)
SELECT
    e.measure, e.year, e.file, m.file, e.model, COALESCE(m.root, e.model), m.unit, m.kind, e.level,
    m.field, m.movement, m.origin, e.rating, e.decision, '',
    COALESCE(m.number, 1), COALESCE(m.from_year, e.year),
    CASE WHEN ROW_NUMBER() OVER (
        PARTITION BY e.measure, e.year, e.model ORDER BY COALESCE(l.position, 9999), e.level) = 1
    THEN 1 ELSE 0 END,
    COALESCE(r.effective, 0)
FROM (
    SELECT 'surveyed' AS measure, * FROM evaluation
    WHERE surveyed_on IS NOT NULL AND year IN (SELECT year FROM changed)
    UNION ALL SELECT 'rated', * FROM evaluation
    WHERE rating IS NOT NULL AND year IN (SELECT year FROM changed)
    UNION ALL SELECT 'recognized', * FROM evaluation
    WHERE recognized = 1 AND revoked = 0 AND year IN (SELECT year FROM changed)
    UNION ALL SELECT 'outstanding', * FROM evaluation
    WHERE outstanding = 1 AND revoked = 0 AND year IN (SELECT year FROM changed)
) AS e
LEFT JOIN model AS m ON m.file = e.model_file
LEFT JOIN entry AS l ON l.list = 'level' AND l.id = e.level
LEFT JOIN entry AS r ON r.list = 'rating' AND r.id = e.rating
ORDER BY e.measure, e.year, e.file;

INSERT INTO fact (
    measure, year, file, model_file, id, root, unit, kind, level, field, movement, origin, rating, decision, indicator,
    weight, first_year, top, stock)
SELECT
    'results', e.year, e.file, m.file, e.model, COALESCE(m.root, e.model), m.unit, m.kind, e.level,
    m.field, m.movement, m.origin, e.rating, e.decision, result.indicator,
    result.amount, COALESCE(m.from_year, e.year),
    CASE WHEN ROW_NUMBER() OVER (
        PARTITION BY result.indicator, e.year, e.model ORDER BY COALESCE(l.position, 9999), e.level) = 1
    THEN 1 ELSE 0 END,
    COALESCE(i.stock, 0)
FROM result
JOIN evaluation AS e ON e.file = result.file
LEFT JOIN model AS m ON m.file = e.model_file
LEFT JOIN entry AS l ON l.list = 'level' AND l.id = e.level
LEFT JOIN entry AS i ON i.list = 'indicator' AND i.id = result.indicator
WHERE e.year IN (SELECT year FROM changed);

-- A revoked award stays on file and is no longer an award, nor an open proposal, whatever its status says.
INSERT INTO fact (
    measure, year, file, model_file, id, root, unit, kind, level, decision, form, authority, purpose, status, indicator,
    weight, first_year, top, proposed, recipient)
SELECT
    'awards', a.year, a.file, NULL, a.id, a.id, a.unit, a.kind, u.level, a.decision, a.form, a.authority, a.purpose,
    CASE WHEN a.revoked = 1 THEN 'huy-bo' ELSE COALESCE(a.status, 'da-tang') END,
    '',
    COALESCE(a.number, 1), a.year, 1,
    CASE WHEN a.status = 'de-nghi' OR a.proposal IS NOT NULL OR a.proposed_on IS NOT NULL THEN 1 ELSE 0 END,
    a.recipient_key
FROM award AS a
LEFT JOIN unit AS u ON u.id = a.authority
WHERE a.year IN (SELECT year FROM changed);
