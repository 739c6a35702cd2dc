import { ShownOnce } from "../../../components/shown-once.tsx";
import styles from "../triggers.module.css";

/** The secret of a signed endpoint, which nobody sees again. */
export function EndpointSecret({ secret, onDone }: { secret: string; onDone: () => void }) {
  return (
    <div className={styles.section}>
      <ShownOnce value={secret} label="Secret" onDone={onDone}>
        Copy the secret now: it is stored sealed and not shown again. Whoever calls signs with it:{" "}
        <em>Call it</em> shows how.
      </ShownOnce>
    </div>
  );
}
