import { Button } from "@mantine/core";
import { Archive, Trash2 } from "lucide-react";
import { useState } from "react";
import { faultOf } from "../../../app/fault.ts";
import { useCan } from "../../../app/me.ts";
import { FormProblem } from "../../../components/form-problem.tsx";
import page from "../../../components/page.module.css";
import settings from "../settings.module.css";
import styles from "./danger-zone.module.css";
import { RealmDialogs } from "./realm-dialogs.tsx";
import type { RealmDialog } from "./realm-standing.ts";
import { useRealmActs } from "./use-realm-acts.ts";

/** Closing the realm whose settings these are. */
export function DangerZone({ realm }: { realm: RealmDialog["realm"] }) {
  const mayChange = useCan("admin");
  const acts = useRealmActs();
  const [dialog, setDialog] = useState<RealmDialog | null>(null);
  if (!mayChange) return null;
  return (
    <section className={settings.section} aria-labelledby="closing">
      <div className={settings.head}>
        <h2 id="closing">Close this realm</h2>
      </div>
      {acts.error ? <FormProblem>{faultOf(acts.error).message}</FormProblem> : null}
      <div className={`${page.card} ${styles.zone}`}>
        <div className={styles.row}>
          <p>
            <strong>Archive.</strong> <span className="soft">It can be read, and nothing runs in it.</span>
          </p>
          <Button
            variant="default"
            leftSection={<Archive size={14} aria-hidden="true" />}
            loading={acts.busy}
            onClick={() => acts.askArchive(realm)}
          >
            Archive…
          </Button>
        </div>
        <div className={styles.row}>
          <p>
            <strong>Delete.</strong>{" "}
            <span className="soft">Closed at once, removed for good after seven days.</span>
          </p>
          <Button
            variant="default"
            leftSection={<Trash2 size={14} aria-hidden="true" />}
            onClick={() => setDialog({ kind: "delete", realm })}
          >
            Delete…
          </Button>
        </div>
      </div>
      <RealmDialogs dialog={dialog} onClose={() => setDialog(null)} />
    </section>
  );
}
