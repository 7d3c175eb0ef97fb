-- Which models carry on which, for the year in `changed`. Run year by year, in their order: a lineage is known from
-- the years before. It bears the name of its first model, even of one that no file tells of.
-- Only SQL that both SQLite and DuckDB accept.
UPDATE model SET root = COALESCE(
    (SELECT MIN(earlier.root) FROM model AS earlier
     WHERE earlier.id = model.continues AND earlier.year < model.year),
    continues, id)
WHERE year IN (SELECT year FROM changed);
