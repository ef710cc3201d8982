-- The users of the database, and the database. Once, as a superuser:
--   psql -v owner=… -v app=… -v jobs=… -v public=… -f deploy/roles.sql
-- where … are four passwords. Nobody but helhed_owner may own tables, and no page may sign in as
-- anybody who can become it: row-level security keeps citizens apart, and an owner passes by it.
\set ON_ERROR_STOP on
CREATE ROLE helhed_owner  LOGIN PASSWORD :'owner'  NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB;
CREATE ROLE helhed_app    LOGIN PASSWORD :'app'    NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB;
CREATE ROLE helhed_jobs   LOGIN PASSWORD :'jobs'   NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB;
CREATE ROLE helhed_public LOGIN PASSWORD :'public' NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB;

-- A page that hangs must let go of its locks; the worker may take longer over a job.
ALTER ROLE helhed_app    SET statement_timeout = '30s';
ALTER ROLE helhed_app    SET idle_in_transaction_session_timeout = '60s';
ALTER ROLE helhed_jobs   SET idle_in_transaction_session_timeout = '10min';
ALTER ROLE helhed_public SET statement_timeout = '10s';
ALTER ROLE helhed_public SET idle_in_transaction_session_timeout = '30s';

CREATE DATABASE helhed OWNER helhed_owner TEMPLATE template0 ENCODING 'UTF8';
REVOKE ALL ON DATABASE helhed FROM PUBLIC;
GRANT CONNECT ON DATABASE helhed TO helhed_owner, helhed_app, helhed_jobs, helhed_public;

-- PostgreSQL's own log quotes the rows of a broken rule, and those may be about a citizen.
ALTER DATABASE helhed SET log_error_verbosity = 'terse';
ALTER DATABASE helhed SET log_min_error_statement = 'panic';
ALTER DATABASE helhed SET log_parameter_max_length_on_error = 0;
ALTER DATABASE helhed SET log_parameter_max_length = 0;
ALTER DATABASE helhed SET log_statement = 'none';
ALTER DATABASE helhed SET log_min_duration_statement = -1;

\connect helhed
-- TRUNCATE is left out on purpose: it passes by row-level security and by the history.
ALTER DEFAULT PRIVILEGES FOR ROLE helhed_owner REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE helhed_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO helhed_app, helhed_jobs;
ALTER DEFAULT PRIVILEGES FOR ROLE helhed_owner IN SCHEMA public
    GRANT USAGE ON SEQUENCES TO helhed_app, helhed_jobs;
ALTER DEFAULT PRIVILEGES FOR ROLE helhed_owner IN SCHEMA public
    GRANT EXECUTE ON FUNCTIONS TO helhed_app, helhed_jobs;
