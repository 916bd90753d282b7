-- The search for what is another's needs the hosts of their apps, but the worker has no business with keys: a function of
-- ingest, which reads them anyway, says which of the words asked for are such hosts, and nothing else.
REVOKE SELECT ("customer_id", "allowed_origins") ON "app_key" FROM earshot_worker;

CREATE FUNCTION earshot_foreign_origins(own uuid, tokens text[])
RETURNS TABLE (host text) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT h.host FROM app_key k, unnest(k.allowed_origins) o,
      LATERAL (SELECT lower(regexp_replace(o, '^[a-z]+://|:[0-9]+$', '', 'g')) AS host) h
    WHERE k.customer_id <> own AND h.host = ANY (tokens)
$$;

GRANT CREATE ON SCHEMA public TO earshot_worker, earshot_ingest;
ALTER FUNCTION earshot_foreign_origins(uuid, text[]) OWNER TO earshot_ingest;
CREATE OR REPLACE FUNCTION earshot_foreign_ids(own uuid, tokens text[])
RETURNS TABLE (kind text, word text) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT 'id', i.reference FROM incident i WHERE i.customer_id <> own AND lower(i.reference) = ANY (tokens)
  UNION SELECT 'id', s.external_id FROM app a JOIN session s ON s.customer_id = a.customer_id AND s.app_id = a.id
    WHERE a.customer_id <> own AND s.external_id = ANY (tokens)
  UNION SELECT 'host', x.relay_host FROM connection x WHERE x.customer_id <> own AND x.relay_host = ANY (tokens)
  UNION SELECT 'host', f.host FROM earshot_foreign_origins(own, tokens) f
  UNION SELECT 'mail', m.email FROM member m WHERE lower(m.email) = ANY (tokens)
    AND NOT EXISTS (SELECT 1 FROM membership x WHERE x.member_id = m.id AND x.customer_id = own)
$$;
REVOKE CREATE ON SCHEMA public FROM earshot_worker, earshot_ingest;
REVOKE ALL ON FUNCTION earshot_foreign_origins(uuid, text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION earshot_foreign_origins(uuid, text[]) TO earshot_worker;
