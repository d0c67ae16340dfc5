-- CreateTable
CREATE TABLE "CapacityPoint" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "groupId" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "desired" INTEGER NOT NULL,
    "running" INTEGER NOT NULL,
    "onPool" INTEGER NOT NULL,
    "onOther" INTEGER NOT NULL
);

-- CreateIndex
CREATE INDEX "CapacityPoint_groupId_at_idx" ON "CapacityPoint"("groupId", "at");

-- CreateIndex
CREATE INDEX "Event_marks_idx" ON "Event"("groupId", "at", "kind") WHERE kind IN ('group-scaled', 'task-ran', 'task-refused', 'task-missed', 'pool-exhausted', 'instance-interrupted', 'instance-replaced', 'instance-failed', 'instance-rolled-back', 'vm-interrupted', 'vm-failed');

-- A group that exists has its first point now.
INSERT INTO "CapacityPoint" ("groupId", "at", "desired", "running", "onPool", "onOther")
SELECT "id", strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
    CASE WHEN "state" = 'live' THEN json_extract("config", '$.capacity.target') ELSE 0 END,
    coalesce(sum("running"), 0), coalesce(sum("running" AND "inPool"), 0), coalesce(sum("running" AND NOT "inPool"), 0)
FROM "Group" g LEFT JOIN (
    SELECT "groupId", "state" = 'active' AS "running", "origin" = 'pool' AND NOT "retained" AS "inPool"
    FROM "StatefulInstance"
    UNION ALL
    SELECT "groupId", "state" = 'active', json_extract("nics", '$[0].private.kind') = 'pool'
    FROM "PooledVm"
) member ON member."groupId" = g."id"
WHERE g."state" <> 'deleted'
GROUP BY g."id";
