-- CreateTable
CREATE TABLE "Drill" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "scope" TEXT NOT NULL,
    "scenario" TEXT NOT NULL,
    "seed" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "startedAt" TEXT NOT NULL,
    "endedAt" TEXT,
    "problem" TEXT,
    "figures" TEXT,
    "report" TEXT
);

-- CreateIndex
CREATE INDEX "Drill_startedAt_idx" ON "Drill"("startedAt");
