import { Button } from "@mantine/core";
import { KeptNote } from "../../../components/kept-note.tsx";
import { WhyReadOnly } from "../components/why-read-only.tsx";
import styles from "../settings.module.css";

/** What ends the realm's form: saving it, or why that cannot be. */
export function RealmFormEnd(props: {
  mayChange: boolean;
  blocked: boolean;
  saving: boolean;
  kept: boolean;
  onDiscard: () => void;
}) {
  if (!props.mayChange)
    return (
      <p className="soft" style={{ marginTop: 16 }}>
        <WhyReadOnly what="the realm" />
      </p>
    );
  return (
    <div className={styles.buttons}>
      <Button type="submit" disabled={props.blocked} loading={props.saving}>
        Save realm
      </Button>
      <KeptNote kept={props.kept} onDiscard={props.onDiscard} />
    </div>
  );
}
