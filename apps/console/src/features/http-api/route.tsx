import { TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Braces, Search, SearchX } from "lucide-react";
import { useMemo, useRef } from "react";
import { useKey } from "../../app/keys/use-key.ts";
import { useRealm } from "../../app/realm.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorState } from "../../components/error-state.tsx";
import { usePageTitle } from "../../components/page-header.tsx";
import { RowSkeletons } from "../../components/skeletons.tsx";
import { useTypedText } from "../../components/use-typed-text.ts";
import { type ApiDocument, readDocument, searchOperations } from "./document.ts";
import styles from "./http-api.module.css";
import { Method, OperationView } from "./operation-view.tsx";
import type { HttpApiSearch } from "./search.ts";

const route = getRouteApi("/r/$realm/api");
const address = "/api/v1/openapi.json";

/** The HTTP API as people read it, made from the document that programs read. */
export function HttpApiPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  return <HttpApi search={search} onSearch={(next) => void navigate({ search: next, replace: true })} />;
}

export function HttpApi(props: { search: HttpApiSearch; onSearch: (search: HttpApiSearch) => void }) {
  const { q = "", operation } = props.search;
  usePageTitle("HTTP API");
  const query = useQuery({ queryKey: [address], queryFn: fetchDocument, staleTime: 300_000 });
  const groups = query.data?.groups;
  const found = useMemo(() => searchOperations(groups ?? [], q), [groups, q]);
  const all = groups?.flatMap((group) => group.operations);
  const shown = all?.find((one) => one.id === operation) ?? found[0]?.operations[0] ?? null;
  const [typed, type] = useTypedText(q, (next) => props.onSearch(next ? { q: next } : {}));
  const input = useRef<HTMLInputElement>(null);
  useKey("search", () => input.current?.focus());

  if (query.isError && !query.data)
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <div className={styles.page}>
      <aside className={styles.index} aria-label="Contents">
        <div className={styles.search}>
          <h1>HTTP API</h1>
          <p className="small soft">
            For programs:{" "}
            <a className="inline" href={address} target="_blank" rel="noreferrer">
              openapi.json
            </a>
          </p>
          <TextInput
            ref={input}
            mt={10}
            size="xs"
            aria-label="Search the HTTP API"
            placeholder="Search, e.g. publish"
            leftSection={<Search size={14} aria-hidden="true" />}
            maxLength={200}
            value={typed}
            onChange={(event) => type(event.currentTarget.value)}
          />
        </div>
        <nav className={styles.list} aria-label="Operations">
          {query.data ? (
            <Index found={found} shown={shown?.id ?? null} q={q} />
          ) : (
            <RowSkeletons rows={12} height={28} />
          )}
        </nav>
      </aside>
      <div className={styles.reader}>
        {shown && query.data ? (
          <OperationView key={shown.id} operation={shown} document={query.data} />
        ) : query.data && all?.length === 0 ? (
          <EmptyState icon={Braces} title="This server describes no operation">
            Its description at {address} is empty.
          </EmptyState>
        ) : null}
      </div>
    </div>
  );
}

function Index({ found, shown, q }: { found: ApiDocument["groups"]; shown: string | null; q: string }) {
  const realm = useRealm();
  if (found.length === 0)
    return (
      <EmptyState icon={SearchX} title="Nothing is called so">
        Names, addresses and descriptions are searched. Try one word.
      </EmptyState>
    );
  return found.map(({ name, description, operations }) => (
    <div key={name}>
      <h2 className={styles.group} title={description}>
        {name}
      </h2>
      <ul>
        {operations.map((one) => (
          <li key={one.id}>
            <Link
              to="/r/$realm/api"
              params={{ realm }}
              search={{ ...(q ? { q } : {}), operation: one.id }}
              className={styles.entry ?? ""}
              aria-current={one.id === shown ? "true" : undefined}
            >
              <Method method={one.method} />
              <span className="cut">{one.summary || one.id}</span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  ));
}

async function fetchDocument(): Promise<ApiDocument> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`The server answered ${answer.status} for its description.`);
  return readDocument(await answer.json());
}
