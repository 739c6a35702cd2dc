import { CloseButton, TextInput } from "@mantine/core";
import { BookOpen, Search } from "lucide-react";
import { useMemo, useState } from "react";
import { EmptyState } from "../../../components/empty-state.tsx";
import { ErrorState } from "../../../components/error-state.tsx";
import { Prose } from "../../../components/prose.tsx";
import { RowSkeletons } from "../../../components/skeletons.tsx";
import { useEditorScope, useScriptScope } from "../editor-context.ts";
import { useReference } from "../server/queries.ts";
import type { HostReference } from "../server/types.ts";
import styles from "./docs.module.css";
import { FunctionDoc } from "./function-doc.tsx";
import { searchFunctions } from "./search-reference.ts";
import { useCallAtCursor } from "./use-call-at-cursor.ts";

/** What scripts of this hook may call, searchable; the function under the cursor on top. */
export function DocsRail() {
  const { route } = useEditorScope();
  const reference = useReference(route.realm);
  if (reference.isPending) return <RowSkeletons rows={6} height={40} />;
  if (!reference.data) return <ErrorState error={reference.error} onRetry={() => void reference.refetch()} />;
  return <Docs reference={reference.data} />;
}

function Docs({ reference }: { reference: HostReference }) {
  const { detail } = useScriptScope();
  const [query, setQuery] = useState("");
  const { hook: hookName } = detail.item;
  const hook = reference.hooks.find((h) => h.name === hookName);
  const functions = useMemo(
    () => (hook ? reference.functions.filter((fn) => hook.functions.includes(fn.name)) : reference.functions),
    [reference, hook],
  );
  const names = useMemo(() => new Set(functions.map((fn) => fn.name)), [functions]);
  const atCursor = useCallAtCursor(names);
  const current = query === "" ? functions.find((fn) => fn.name === atCursor) : undefined;
  const found = searchFunctions(functions, query).filter((fn) => fn !== current);

  return (
    <div className={styles.docs}>
      <div className={styles.search}>
        <TextInput
          size="xs"
          placeholder={`Search ${functions.length} functions`}
          aria-label="Search the host API"
          leftSection={<Search size={13} aria-hidden />}
          rightSection={
            query && <CloseButton size="xs" aria-label="Clear the search" onClick={() => setQuery("")} />
          }
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
      </div>
      {current && (
        <section aria-label="Function under the cursor" className={styles.current}>
          <p className={styles.caption}>Under the cursor</p>
          <FunctionDoc fn={current} open />
        </section>
      )}
      {hook && query === "" && (
        <section className={styles.hook}>
          <p className={styles.caption}>{hook.title}</p>
          <code className={styles.signature}>{hook.signature}</code>
          <p className="soft">
            <Prose text={hook.description} />
          </p>
        </section>
      )}
      {found.length === 0 && !current ? (
        <EmptyState icon={BookOpen} title="No function matches">
          Search by name, by what it does or by capability, for example “hash” or “redirect”.
        </EmptyState>
      ) : (
        <ul className={styles.list} aria-label="Functions">
          {found.map((fn) => (
            <li key={fn.name}>
              <FunctionDoc fn={fn} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
