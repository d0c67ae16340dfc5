-- CreateTable
CREATE TABLE "ConfigRevision" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "groupId" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "settings" TEXT NOT NULL,
    "persistence" TEXT
);

-- CreateIndex
CREATE INDEX "ConfigRevision_groupId_seq_idx" ON "ConfigRevision"("groupId", "seq");

-- CreateIndex
CREATE INDEX "ConfigRevision_groupId_at_idx" ON "ConfigRevision"("groupId", "at");

-- CreateIndex
CREATE INDEX "ConfigRevision_persistence_idx" ON "ConfigRevision"("groupId", "id") WHERE "persistence" IS NOT NULL;

-- A group that exists has its present configuration since the last event that told of another one. Configurations from
-- before persistence had a place of its own are given theirs.
INSERT INTO "ConfigRevision" ("groupId", "seq", "at", "version", "state", "settings", "persistence")
SELECT g."id", coalesce(e."seq", 0), coalesce(e."at", g."createdAt"), g."version", g."state",
    json_remove(g."config", '$.persistence', '$.subnetIds', '$.maintainPrivateIp', '$.privateIpPool', '$.publicIpPool', '$.overflow'),
    coalesce(g."config" -> '$.persistence', json_object(
        'kind', 'stateful',
        'subnetIds', json(g."config" -> '$.subnetIds'),
        'maintainPrivateIp', json(g."config" -> '$.maintainPrivateIp'),
        'privateIpPool', json(g."config" -> '$.privateIpPool'),
        'publicIpPool', json(g."config" -> '$.publicIpPool'),
        'overflow', g."config" ->> '$.overflow'))
FROM "Group" g LEFT JOIN "Event" e ON e."seq" = (
    SELECT max("seq") FROM "Event" WHERE "groupId" = g."id"
        AND "kind" IN ('group-created', 'group-edited', 'group-scaled', 'group-deleting', 'group-deleted'));
