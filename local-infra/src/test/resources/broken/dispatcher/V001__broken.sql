CREATE TABLE good (id int);
CREATE TABLE bad (id no_such_type);
