import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Braces } from "lucide-react";
import { useMemo } from "react";
import { UnreachableError } from "../../app/fault.ts";
import { basePath } from "../../app/mount.ts";
import { askServer } from "../../app/reach.ts";
import { useRealm } from "../../app/realm.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { type ReferenceGroup, ReferencePage } from "../../components/reference/reference-page.tsx";
import { type ApiDocument, readDocument } from "./document.ts";
import { Method, OperationView } from "./operation-view.tsx";
import type { HttpApiSearch } from "./search.ts";
import { searchOperations } from "./search-operations.ts";

const route = getRouteApi("/r/$realm/api");
const address = `${basePath}/api/v1/openapi.json`;

/** The HTTP API as people read it, made from the document that programs read. */
export function HttpApiPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  return <HttpApi search={search} onSearch={(next) => void navigate({ search: next, replace: true })} />;
}

export function HttpApi(props: { search: HttpApiSearch; onSearch: (search: HttpApiSearch) => void }) {
  const { q = "", operation } = props.search;
  const realm = useRealm();
  const query = useQuery({ queryKey: [address], queryFn: fetchDocument, staleTime: 300_000 });
  const groups = query.data?.groups;
  const found = useMemo(() => searchOperations(groups ?? [], q), [groups, q]);
  const all = groups?.flatMap((group) => group.operations);
  const shown = all?.find((one) => one.id === operation) ?? found[0]?.operations[0] ?? null;
  return (
    <ReferencePage
      title="HTTP API"
      query={query}
      about={
        <>
          For programs:{" "}
          <a className="inline" href={address} target="_blank" rel="noreferrer">
            openapi.json
          </a>
        </>
      }
      search={{
        label: "Search the HTTP API",
        placeholder: "Search, e.g. publish",
        text: q,
        onText: (next) => props.onSearch(next ? { q: next } : {}),
        where: "Names, methods, addresses and descriptions",
      }}
      lists="Operations"
      groups={found.map((group) => listed(group, realm, q))}
      shown={shown?.id ?? null}
    >
      {shown && query.data ? (
        <OperationView key={shown.id} operation={shown} document={query.data} />
      ) : all?.length === 0 ? (
        <EmptyState icon={Braces} title="This server describes no operation">
          Its description at {address} is empty.
        </EmptyState>
      ) : null}
    </ReferencePage>
  );
}

function listed(group: ApiDocument["groups"][number], realm: string, q: string): ReferenceGroup {
  return {
    name: group.name,
    hint: group.description,
    entries: group.operations.map((one) => ({
      id: one.id,
      label: (
        <>
          <Method method={one.method} />
          <span className="cut">{one.summary || one.id}</span>
        </>
      ),
      link: {
        to: "/r/$realm/api",
        params: { realm },
        search: { ...(q ? { q } : {}), operation: one.id },
      },
    })),
  };
}

async function fetchDocument(): Promise<ApiDocument> {
  const answer = await askServer(address).catch((cause: unknown) => {
    throw new UnreachableError({ cause });
  });
  if (!answer.ok) throw new Error(`The server answered ${answer.status} for its description.`);
  return readDocument(await answer.json());
}
