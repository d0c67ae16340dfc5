-- CreateTable
CREATE TABLE "Drift" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "cloud" TEXT NOT NULL,
    "groupId" TEXT,
    "instanceId" TEXT,
    "nic" TEXT,
    "subnetId" TEXT,
    "address" TEXT,
    "interfaceId" TEXT,
    "machineId" TEXT,
    "publicIpId" TEXT,
    "recorded" TEXT NOT NULL,
    "found" TEXT NOT NULL,
    "repairs" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "since" TEXT NOT NULL,
    "closedAt" TEXT,
    "outcome" TEXT,
    "repair" TEXT,
    "repairAt" TEXT,
    "repairBy" TEXT
);

-- CreateIndex
CREATE INDEX "Drift_open_group_idx" ON "Drift"("groupId") WHERE "closedAt" IS NULL;

-- CreateIndex
CREATE INDEX "Drift_closedAt_idx" ON "Drift"("closedAt") WHERE "closedAt" IS NOT NULL;

-- CreateIndex
CREATE UNIQUE INDEX "Drift_open_key" ON "Drift"("key") WHERE "closedAt" IS NULL;
