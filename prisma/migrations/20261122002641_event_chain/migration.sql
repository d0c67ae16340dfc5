-- AlterTable
ALTER TABLE "Event" ADD COLUMN "byId" TEXT;
ALTER TABLE "Event" ADD COLUMN "byName" TEXT;
ALTER TABLE "Event" ADD COLUMN "byOrigin" TEXT;
ALTER TABLE "Event" ADD COLUMN "hash" TEXT;

-- CreateTable
CREATE TABLE "LedgerAnchor" (
    "seq" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "hash" TEXT NOT NULL,
    "events" INTEGER NOT NULL,
    "firstAt" TEXT NOT NULL,
    "lastAt" TEXT NOT NULL,
    "removedAt" TEXT NOT NULL,
    "byName" TEXT
);

-- CreateTable
CREATE TABLE "MemberAtCut" (
    "instanceId" TEXT NOT NULL PRIMARY KEY,
    "groupId" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "member" TEXT NOT NULL
);

-- CreateIndex
CREATE INDEX "MemberAtCut_groupId_idx" ON "MemberAtCut"("groupId");

-- CreateIndex
CREATE INDEX "Event_byId_seq_idx" ON "Event"("byId", "seq") WHERE "byId" IS NOT NULL;

-- The log is append-only, whoever writes. A row that a version without hashes wrote gets its hash once.
CREATE TRIGGER "Event_unchanged" BEFORE UPDATE ON "Event"
WHEN OLD."hash" IS NOT NULL OR NEW."hash" IS NULL
  OR (OLD."seq", OLD."at", OLD."kind", OLD."actor", OLD."byId", OLD."byName", OLD."byOrigin", OLD."requestId",
      OLD."groupId", OLD."instanceId", OLD."subnetId", OLD."address", OLD."interfaceId", OLD."publicIpId",
      OLD."machineId", OLD."why", OLD."before", OLD."after")
    IS NOT (NEW."seq", NEW."at", NEW."kind", NEW."actor", NEW."byId", NEW."byName", NEW."byOrigin", NEW."requestId",
      NEW."groupId", NEW."instanceId", NEW."subnetId", NEW."address", NEW."interfaceId", NEW."publicIpId",
      NEW."machineId", NEW."why", NEW."before", NEW."after")
BEGIN
  SELECT RAISE(ABORT, 'An event is never changed');
END;

-- Retention writes down first what it is about to remove, and then removes no more than that.
CREATE TRIGGER "Event_kept" BEFORE DELETE ON "Event"
WHEN NOT EXISTS (SELECT 1 FROM "LedgerAnchor" WHERE "seq" >= OLD."seq")
BEGIN
  SELECT RAISE(ABORT, 'An event is removed by retention only');
END;
CREATE TRIGGER "LedgerAnchor_unchanged" BEFORE UPDATE ON "LedgerAnchor"
BEGIN
  SELECT RAISE(ABORT, 'An anchor is never changed');
END;
CREATE TRIGGER "LedgerAnchor_kept" BEFORE DELETE ON "LedgerAnchor"
BEGIN
  SELECT RAISE(ABORT, 'An anchor is never removed');
END;
