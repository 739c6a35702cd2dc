import { useQuery } from "@tanstack/react-query";
import { paramNames } from "../../../app/param-names.ts";
import { useRealm } from "../../../app/realm.ts";
import { useTRPC } from "../../../app/trpc.ts";
import { JsonView } from "../../../components/json-view.tsx";
import styles from "../executions.module.css";
import type { ExecutionDetail } from "./execution-drawer.tsx";
import { SaveSample } from "./save-sample.tsx";

/** What a run was given, each argument under the name that its hook gives it. */
export function ExecutionInput({ execution }: { execution: ExecutionDetail }) {
  const { hook, args, id } = execution;
  const realm = useRealm();
  const reference = useQuery({ ...useTRPC().host.reference.queryOptions({ realm }), staleTime: 60_000 });
  const names = paramNames(reference.data?.hooks.find((one) => one.name === hook)?.signature ?? "");
  return (
    <>
      {args.map((arg, index) => {
        // Until the host is known, and for a hook that it has no longer, by its place.
        const name = names[index] ?? `Argument ${index + 1}`;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: arguments are their places
          <div key={index} className={styles.section}>
            <h3>{name}</h3>
            <JsonView value={arg} depth={2} label={name} />
          </div>
        );
      })}
      <div className={styles.section}>
        <SaveSample executionId={id} />
      </div>
    </>
  );
}
