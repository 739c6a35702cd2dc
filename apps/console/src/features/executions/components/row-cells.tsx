import { type ExecutionTrigger, isProduct } from "@scriptyard/model";
import { plural } from "../../../components/format.ts";
import { versionText } from "../../../components/version-text.ts";
import type { Row } from "../columns.tsx";
import styles from "../executions.module.css";

/** Which text ran; a narrow list has room for its kind only. */
export function TextThatRan({ row }: { row: Row }) {
  const [kind, hash] = versionText(row).split(" ");
  return (
    <span className="mono soft">
      {kind}
      {hash ? <span className={styles.hash}> {hash}</span> : null}
    </span>
  );
}

/** What went wrong, or what it said of itself. Its own text: `bdi` keeps its direction from turning the row around. */
export function Message({ row }: { row: Row }) {
  const { errorMessage, logLine, logCount } = row;
  const words = errorMessage ?? logLine;
  // Of records from before lines were kept, only their number is known.
  if (words === null)
    return logCount > 0 ? <span className="faint">{plural(logCount, "log line")}</span> : null;
  const others = errorMessage === null ? logCount - 1 : 0;
  return (
    <>
      <bdi className={styles.message} title={words}>
        {words}
      </bdi>
      {others > 0 ? (
        <span className="faint" title={`${plural(others, "other log line")}`}>
          {" "}
          +{others}
        </span>
      ) : null}
    </>
  );
}

/** What started it; what nobody's product did looks otherwise. */
export function TriggerWord({ trigger }: { trigger: ExecutionTrigger }) {
  return (
    <span className={isProduct(trigger) ? "soft" : styles.trial} title={trials[trigger]}>
      {trigger}
    </span>
  );
}

/** Nobody's login and no customer's request: it must not be taken for one. */
const trials: { [trigger: string]: string } = {
  trial: 'A step of a flow, from "Try it": nobody logged in',
  preview: "A draft, run in the editor",
  replay: "A recorded run, run again",
};
