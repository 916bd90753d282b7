-- Before words go to a customer they are searched for what is another's. The search has to know more than whoever writes
-- may see, so it runs as the worker and answers only what nearly stands in the text already.
CREATE INDEX "connection_relay_host" ON "connection" ("relay_host") WHERE "relay_host" IS NOT NULL;
GRANT SELECT ("customer_id", "allowed_origins") ON "app_key" TO earshot_worker;

CREATE FUNCTION earshot_foreign_words(own uuid, folded text)
RETURNS TABLE (kind text, word text) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH words (kind, word) AS (
    SELECT 'customer', c.name FROM customer c WHERE c.id <> own
    UNION SELECT 'slug', c.slug FROM customer c WHERE c.id <> own
    UNION SELECT 'app', a.name FROM app a WHERE a.customer_id <> own
    UNION SELECT 'app', a.slug FROM app a WHERE a.customer_id <> own
    UNION SELECT 'staff', m.name FROM member m WHERE m.role::text NOT IN ('customer', 'owner')
  )
  SELECT w.kind, w.word FROM words w
   WHERE position(regexp_replace(lower(normalize(w.word, NFKD) COLLATE "C"), '[^a-z0-9]', '', 'g') IN folded) > 0
$$;

CREATE FUNCTION earshot_foreign_ids(own uuid, tokens text[])
RETURNS TABLE (kind text, word text) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT 'id', i.reference FROM incident i WHERE i.customer_id <> own AND lower(i.reference) = ANY (tokens)
  UNION SELECT 'id', s.external_id FROM app a JOIN session s ON s.customer_id = a.customer_id AND s.app_id = a.id
    WHERE a.customer_id <> own AND s.external_id = ANY (tokens)
  UNION SELECT 'host', x.relay_host FROM connection x WHERE x.customer_id <> own AND x.relay_host = ANY (tokens)
  UNION SELECT 'host', h.host FROM app_key k, unnest(k.allowed_origins) o,
      LATERAL (SELECT lower(regexp_replace(o, '^[a-z]+://|:[0-9]+$', '', 'g')) AS host) h
    WHERE k.customer_id <> own AND h.host = ANY (tokens)
  UNION SELECT 'mail', m.email FROM member m WHERE lower(m.email) = ANY (tokens)
    AND NOT EXISTS (SELECT 1 FROM membership x WHERE x.member_id = m.id AND x.customer_id = own)
$$;

-- Their owner is the worker, whose policies see every customer; nobody but the web process may ask.
GRANT CREATE ON SCHEMA public TO earshot_worker;
ALTER FUNCTION earshot_foreign_words(uuid, text) OWNER TO earshot_worker;
ALTER FUNCTION earshot_foreign_ids(uuid, text[]) OWNER TO earshot_worker;
REVOKE CREATE ON SCHEMA public FROM earshot_worker;
REVOKE ALL ON FUNCTION earshot_foreign_words(uuid, text), earshot_foreign_ids(uuid, text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION earshot_foreign_words(uuid, text), earshot_foreign_ids(uuid, text[]) TO earshot_web;
