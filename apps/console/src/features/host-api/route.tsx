import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { BookOpen } from "lucide-react";
import { useMemo } from "react";
import { useRealm } from "../../app/realm.ts";
import { useTRPC } from "../../app/trpc.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { type ReferenceEntry, ReferencePage } from "../../components/reference/reference-page.tsx";
import { EntryView } from "./components/entry-view.tsx";
import { type Entry, entriesOf, searchEntries } from "./entries.ts";
import styles from "./host-api.module.css";

const route = getRouteApi("/r/$realm/host-api");

export function HostApiPage() {
  const realm = useRealm();
  const { q = "", item } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery({ ...useTRPC().host.reference.queryOptions({ realm }), staleTime: 300_000 });
  const entries = useMemo(() => (query.data ? entriesOf(query.data) : []), [query.data]);
  const found = useMemo(() => searchEntries(entries, q), [entries, q]);
  const shown = entries.find((entry) => entry.name === item) ?? (q ? found[0] : entries[0]);
  return (
    <ReferencePage
      title="Host API"
      query={query}
      about={query.data ? `${query.data.host.title} ${query.data.host.version}` : "\u00a0"}
      search={{
        label: "Search the host API",
        placeholder: "Search, e.g. claim",
        text: q,
        onText: (next) => void navigate({ search: next ? { q: next } : {}, replace: true }),
        where: "Names, descriptions and signatures",
      }}
      lists="Hooks, functions and types"
      groups={groupsOf(found, q !== "").map(([name, members]) => ({
        name,
        entries: members.map((entry) => listed(entry, realm, q)),
      }))}
      shown={shown ? idOf(shown) : null}
    >
      {shown && query.data ? (
        <EntryView key={shown.name} entry={shown} reference={query.data} />
      ) : entries.length === 0 ? (
        <EmptyState icon={BookOpen} title="This host opens nothing">
          A host declares hooks and functions with defineHost; each one appears here with its types.
        </EmptyState>
      ) : null}
    </ReferencePage>
  );
}

function listed(entry: Entry, realm: string, q: string): ReferenceEntry {
  return {
    id: idOf(entry),
    label: <span className={styles.name}>{entry.name}</span>,
    link: {
      to: "/r/$realm/host-api",
      params: { realm },
      search: { ...(q ? { q } : {}), item: entry.name },
    },
  };
}

/** A hook may be called as a type is. */
const idOf = ({ kind, name }: Entry): string => `${kind} ${name}`;

function groupsOf(entries: readonly Entry[], searched: boolean): [string, Entry[]][] {
  if (entries.length === 0) return [];
  if (searched) return [["Found", [...entries]]];
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) groups.set(entry.group, [...(groups.get(entry.group) ?? []), entry]);
  return [...groups];
}
