-- CreateTable
CREATE TABLE "ScheduledTask" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "groupId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "amount" INTEGER,
    "cron" TEXT NOT NULL,
    "timeZone" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL,
    "createdAt" TEXT NOT NULL,
    "dueAfter" TEXT NOT NULL,
    "lastDueAt" TEXT,
    "lastRunAt" TEXT,
    "lastResult" TEXT,
    "lastOutcome" TEXT
);

-- CreateIndex
CREATE INDEX "ScheduledTask_groupId_idx" ON "ScheduledTask"("groupId");
