-- AlterTable
ALTER TABLE "PoolMember" ADD COLUMN "since" TEXT;

-- CreateTable
CREATE TABLE "PoolMemberPast" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "subnetId" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "groupId" TEXT NOT NULL,
    "since" TEXT,
    "until" TEXT NOT NULL
);

-- CreateIndex
CREATE INDEX "PoolMemberPast_subnetId_until_since_idx" ON "PoolMemberPast"("subnetId", "until", "since");

-- CreateIndex
CREATE INDEX "PoolMemberPast_address_idx" ON "PoolMemberPast"("address");

-- CreateIndex
CREATE INDEX "IpAllocation_past_idx" ON "IpAllocation"("subnetId", "releasedAt", "since") WHERE "releasedAt" IS NOT NULL;

-- What happened before was told with less: from here on every moment can be read from the events.
INSERT INTO "Meta" ("key", "value")
SELECT 'told-since', strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE EXISTS (SELECT 1 FROM "Event");
