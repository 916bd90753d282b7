-- Joining a call is one statement and one commit: find or make the session, the participant and the boot.
-- Rows that another request makes at the same moment are met, not doubled: locks are taken in this order by everyone.
CREATE FUNCTION earshot_bind(
  the_customer uuid, the_app uuid, the_boot uuid, the_session_key text, the_participant_key text,
  first_item_at timestamptz, the_time timestamptz,
  new_session uuid, session_name text, is_simulated boolean, session_tags jsonb,
  new_participant uuid, participant_name text, participant_role text, participant_tags jsonb, participant_client jsonb,
  model_version text
) RETURNS TABLE (session_id uuid, participant_id uuid, boot_no bigint, day date)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  bound record;
  call record;
  person uuid;
  run bigint;
BEGIN
  SELECT b.session_id, b.participant_id, b.no, b.day INTO bound FROM boot b
   WHERE b.app_id = the_app AND b.boot_id = the_boot
     AND b.session_key = the_session_key AND b.participant_key = the_participant_key;
  IF FOUND THEN
    RETURN QUERY SELECT bound.session_id, bound.participant_id, bound.no, bound.day;
    RETURN;
  END IF;

  SELECT s.id, s.day INTO call FROM session s
   WHERE s.customer_id = the_customer AND s.app_id = the_app AND s.external_id = the_session_key
     AND (s.state = 'live' OR (s.started_at <= first_item_at AND s.ended_at >= first_item_at))
   ORDER BY (s.state = 'live') DESC, s.started_at DESC LIMIT 1;
  IF NOT FOUND THEN
    INSERT INTO session AS s (customer_id, id, app_id, day, external_id, name, simulated, tags, started_at, band_since, model)
    VALUES (the_customer, new_session, the_app, (the_time AT TIME ZONE 'UTC')::date, the_session_key, session_name,
            is_simulated, session_tags, the_time, the_time, model_version)
    ON CONFLICT (customer_id, app_id, external_id) WHERE state = 'live'
      DO UPDATE SET name = COALESCE(s.name, EXCLUDED.name)
    RETURNING s.id, s.day INTO call;
  END IF;

  INSERT INTO participant AS p (customer_id, id, session_id, external_id, name, role, tags, client, joined_at, model)
  VALUES (the_customer, new_participant, call.id, the_participant_key, participant_name, participant_role,
          participant_tags, participant_client, the_time, model_version)
  ON CONFLICT (customer_id, session_id, external_id) DO UPDATE
    SET name = COALESCE(EXCLUDED.name, p.name), role = COALESCE(EXCLUDED.role, p.role),
        client = CASE WHEN EXCLUDED.client = '{}'::jsonb THEN p.client ELSE EXCLUDED.client END
  RETURNING p.id INTO person;

  INSERT INTO boot AS b (customer_id, app_id, boot_id, session_key, participant_key, session_id, participant_id, day)
  VALUES (the_customer, the_app, the_boot, the_session_key, the_participant_key, call.id, person, call.day)
  ON CONFLICT (app_id, boot_id, session_key, participant_key) DO NOTHING
  RETURNING b.no INTO run;
  IF run IS NULL THEN
    RETURN QUERY SELECT b.session_id, b.participant_id, b.no, b.day FROM boot b
     WHERE b.app_id = the_app AND b.boot_id = the_boot
       AND b.session_key = the_session_key AND b.participant_key = the_participant_key;
    RETURN;
  END IF;
  RETURN QUERY SELECT call.id, person, run, call.day;
END
$$;
REVOKE ALL ON FUNCTION earshot_bind FROM PUBLIC;
GRANT EXECUTE ON FUNCTION earshot_bind TO earshot_ingest;
