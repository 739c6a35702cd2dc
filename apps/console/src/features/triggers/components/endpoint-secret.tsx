import { signatureHeader } from "@scriptyard/model";
import { ShownOnce } from "../../../components/shown-once.tsx";
import styles from "../triggers.module.css";

/** The secret of a signed endpoint, which nobody sees again. */
export function EndpointSecret({ secret, onDone }: { secret: string; onDone: () => void }) {
  return (
    <div className={styles.section}>
      <ShownOnce value={secret} label="Secret" onDone={onDone}>
        Copy the secret now: it is stored sealed and not shown again. Callers send{" "}
        <span className="mono">{signatureHeader}: t=&lt;seconds&gt;,v1=&lt;hex&gt;</span>, the HMAC-SHA-256 of{" "}
        <span className="mono">t.METHOD.path?query.body</span> with the whole address from{" "}
        <span className="mono">/hooks</span> on.
      </ShownOnce>
    </div>
  );
}
