-- "Would have notified N" of each silence and maintenance, without reading every timeline.
CREATE INDEX "alert_event_muted" ON "alert_event" ("customer_id", "at") WHERE "kind" = 'suppressed';
