-- CreateTable
CREATE TABLE "RollingRecycle" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "groupId" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "settings" TEXT NOT NULL,
    "batch" INTEGER NOT NULL,
    "batches" INTEGER NOT NULL,
    "total" INTEGER NOT NULL,
    "done" INTEGER NOT NULL,
    "skipped" INTEGER NOT NULL,
    "failed" INTEGER NOT NULL,
    "cancelling" BOOLEAN NOT NULL,
    "reason" TEXT,
    "createdAt" TEXT NOT NULL,
    "batchSince" TEXT,
    "endedAt" TEXT
);

-- CreateTable
CREATE TABLE "RollingItem" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "runId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "batch" INTEGER NOT NULL,
    "instanceId" TEXT NOT NULL,
    "zone" TEXT,
    "address" TEXT,
    "machineId" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "begun" BOOLEAN NOT NULL,
    "reason" TEXT,
    "newInstanceId" TEXT,
    "newMachineId" TEXT,
    "startedAt" TEXT,
    "gateSince" TEXT,
    "healthySince" TEXT,
    "endedAt" TEXT
);

-- CreateIndex
CREATE INDEX "RollingRecycle_groupId_createdAt_idx" ON "RollingRecycle"("groupId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "RollingRecycle_live_key" ON "RollingRecycle"("groupId") WHERE "endedAt" IS NULL;

-- CreateIndex
CREATE INDEX "RollingItem_runId_batch_position_idx" ON "RollingItem"("runId", "batch", "position");
