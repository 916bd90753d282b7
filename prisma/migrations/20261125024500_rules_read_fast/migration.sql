-- Rules look every second at what stands and at what has just ended: without these they would read all that ever was.
CREATE INDEX "finding_cleared" ON "finding" ("cleared_at") WHERE "cleared_at" IS NOT NULL;
CREATE INDEX "rule_instance_standing" ON "rule_instance" ("rule_id") WHERE "state" <> 'inactive';
