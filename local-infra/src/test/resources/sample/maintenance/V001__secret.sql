CREATE TABLE secret (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, word text NOT NULL);

CREATE INDEX ON secret USING gin (word gin_trgm_ops);

INSERT INTO secret (word) VALUES ('sesame');

CREATE FUNCTION answer() RETURNS int LANGUAGE sql RETURN 42;
