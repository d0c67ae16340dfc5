-- AlterTable
ALTER TABLE "Event" ADD COLUMN "byRequest" TEXT;

-- CreateIndex
CREATE INDEX "Event_byRequest_idx" ON "Event"("byRequest") WHERE "byRequest" IS NOT NULL;

-- What is never changed has one field more.
DROP TRIGGER "Event_unchanged";
CREATE TRIGGER "Event_unchanged" BEFORE UPDATE ON "Event"
WHEN OLD."hash" IS NOT NULL OR NEW."hash" IS NULL
  OR (OLD."seq", OLD."at", OLD."kind", OLD."actor", OLD."byId", OLD."byName", OLD."byOrigin", OLD."requestId",
      OLD."groupId", OLD."instanceId", OLD."subnetId", OLD."address", OLD."interfaceId", OLD."publicIpId",
      OLD."machineId", OLD."why", OLD."before", OLD."after", OLD."byRequest")
    IS NOT (NEW."seq", NEW."at", NEW."kind", NEW."actor", NEW."byId", NEW."byName", NEW."byOrigin", NEW."requestId",
      NEW."groupId", NEW."instanceId", NEW."subnetId", NEW."address", NEW."interfaceId", NEW."publicIpId",
      NEW."machineId", NEW."why", NEW."before", NEW."after", NEW."byRequest")
BEGIN
  SELECT RAISE(ABORT, 'An event is never changed');
END;

-- INSERT OR REPLACE removes a row without asking the trigger that keeps it: an event is added at the end, or not at all.
CREATE TRIGGER "Event_appended" BEFORE INSERT ON "Event"
WHEN NEW."seq" <= (SELECT max("seq") FROM "Event")
BEGIN
  SELECT RAISE(ABORT, 'An event is added at the end only');
END;
CREATE TRIGGER "LedgerAnchor_appended" BEFORE INSERT ON "LedgerAnchor"
WHEN NEW."seq" <= (SELECT max("seq") FROM "LedgerAnchor")
BEGIN
  SELECT RAISE(ABORT, 'An anchor is added after the others only');
END;
