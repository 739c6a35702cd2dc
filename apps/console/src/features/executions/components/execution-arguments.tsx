import { useHostReference } from "../../../app/use-host-reference.ts";
import { JsonView } from "../../../components/json-view.tsx";
import styles from "../executions.module.css";
import type { ExecutionDetail } from "./execution-drawer.tsx";

/** What the hook was called with, each under the name that the host gives it. */
export function ExecutionArguments({ execution }: { execution: ExecutionDetail }) {
  const hook = useHostReference()?.hooks.find(({ name }) => name === execution.hook);
  return execution.args.map((arg, index) => {
    const name = hook?.params[index] ?? `Argument ${index + 1}`;
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: arguments are their places
      <div key={index} className={styles.section}>
        <h3>{name}</h3>
        <JsonView value={arg} depth={2} label={name} />
      </div>
    );
  });
}
