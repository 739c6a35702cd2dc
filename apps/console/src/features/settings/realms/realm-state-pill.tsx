import { RelativeTime } from "../../../components/relative-time.tsx";
import { StatusPill } from "../../../components/status-pill.tsx";
import type { RealmStanding } from "./realm-standing.ts";

/** Whether a realm is open, and where it goes from here. */
export function RealmStatePill({ realm }: { realm: Pick<RealmStanding, "state" | "removedAt"> }) {
  if (realm.state === "open") return <StatusPill tone="ok">Open</StatusPill>;
  if (realm.state === "archived")
    return (
      <StatusPill tone="warn" hint="It can be read. Nothing runs or changes in it.">
        Archived
      </StatusPill>
    );
  return (
    <>
      <StatusPill tone="error" hint="Its doors are closed. Until then it can be taken back.">
        Deleted
      </StatusPill>
      {realm.removedAt === null ? null : (
        <div className="soft small">
          goes <RelativeTime at={realm.removedAt} />
        </div>
      )}
    </>
  );
}
