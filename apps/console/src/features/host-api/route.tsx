import { TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { BookOpen, Search, SearchX } from "lucide-react";
import { useMemo, useRef } from "react";
import { useKey } from "../../app/keys/use-key.ts";
import { useRealm } from "../../app/realm.ts";
import { useTRPC } from "../../app/trpc.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorState } from "../../components/error-state.tsx";
import { usePageTitle } from "../../components/page-header.tsx";
import { RowSkeletons } from "../../components/skeletons.tsx";
import { useTypedText } from "../../components/use-typed-text.ts";
import { EntryView } from "./components/entry-view.tsx";
import { type Entry, entriesOf, searchEntries } from "./entries.ts";
import styles from "./host-api.module.css";

const route = getRouteApi("/r/$realm/host-api");

export function HostApiPage() {
  const realm = useRealm();
  const { q = "", item } = route.useSearch();
  const navigate = route.useNavigate();
  usePageTitle("Host API");
  const query = useQuery({ ...useTRPC().host.reference.queryOptions({ realm }), staleTime: 300_000 });
  const entries = useMemo(() => (query.data ? entriesOf(query.data) : []), [query.data]);
  const found = useMemo(() => searchEntries(entries, q), [entries, q]);
  const shown = entries.find((entry) => entry.name === item) ?? (q ? found[0] : entries[0]);
  const [typed, type] = useTypedText(
    q,
    (next) => void navigate({ search: next ? { q: next } : {}, replace: true }),
  );
  const input = useRef<HTMLInputElement>(null);
  useKey("search", () => input.current?.focus());

  if (query.isError && !query.data)
    return <ErrorState wholePage error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <div className={styles.page}>
      <aside className={styles.index} aria-label="Contents">
        <div className={styles.search}>
          <h1>Host API</h1>
          <p className="small soft">
            {query.data ? `${query.data.host.title} ${query.data.host.version}` : "\u00a0"}
          </p>
          <TextInput
            ref={input}
            mt={10}
            size="xs"
            aria-label="Search the host API"
            placeholder="Search, e.g. claim"
            leftSection={<Search size={14} aria-hidden="true" />}
            maxLength={200}
            value={typed}
            onChange={(event) => type(event.currentTarget.value)}
          />
        </div>
        <nav className={styles.list} aria-label="Hooks, functions and types">
          {query.data ? (
            found.length === 0 ? (
              <EmptyState icon={SearchX} title="Nothing is called so">
                Names, descriptions and signatures are searched. Try one word.
              </EmptyState>
            ) : (
              groupsOf(found, q !== "").map(([group, members]) => (
                <div key={group}>
                  <h2 className={styles.group}>{group}</h2>
                  <ul>
                    {members.map((entry) => (
                      <li key={`${entry.kind} ${entry.name}`}>
                        <Link
                          to="/r/$realm/host-api"
                          params={{ realm }}
                          search={{ ...(q ? { q } : {}), item: entry.name }}
                          className={styles.entry ?? ""}
                          aria-current={entry === shown ? "true" : undefined}
                        >
                          {entry.name}
                        </Link>
                      </li>
                    ))}
                  </ul>
                </div>
              ))
            )
          ) : (
            <RowSkeletons rows={12} height={28} />
          )}
        </nav>
      </aside>
      <div className={styles.reader}>
        {shown && query.data ? (
          <EntryView key={shown.name} entry={shown} reference={query.data} />
        ) : query.data && entries.length === 0 ? (
          <EmptyState icon={BookOpen} title="This host opens nothing">
            A host declares hooks and functions with defineHost; each one appears here with its types.
          </EmptyState>
        ) : null}
      </div>
    </div>
  );
}

function groupsOf(entries: readonly Entry[], searched: boolean): [string, Entry[]][] {
  if (searched) return [["Found", [...entries]]];
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) groups.set(entry.group, [...(groups.get(entry.group) ?? []), entry]);
  return [...groups];
}
