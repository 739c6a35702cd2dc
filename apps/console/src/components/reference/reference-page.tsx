import { TextInput } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import { Link, type LinkProps } from "@tanstack/react-router";
import { Search, SearchX } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { useKey } from "../../app/keys/use-key.ts";
import { EmptyState } from "../empty-state.tsx";
import { ErrorState } from "../error-state.tsx";
import { usePageTitle } from "../page-header.tsx";
import { RowSkeletons } from "../skeletons.tsx";
import { useTypedText } from "../use-typed-text.ts";
import styles from "./reference.module.css";

export type ReferenceEntry = {
  id: string;
  label: ReactNode;
  link: Pick<LinkProps, "to" | "params" | "search">;
};
export type ReferenceGroup = { name: string; hint?: string; entries: readonly ReferenceEntry[] };

/** What one looks up: an index with a search at the side, and one entry of it in whole. `/` goes to the search. */
export function ReferencePage(props: {
  title: string;
  query: Pick<UseQueryResult<unknown, unknown>, "data" | "error" | "isError"> & { refetch: () => unknown };
  /** Below the title: of what it is the reference. */
  about: ReactNode;
  search: {
    label: string;
    placeholder: string;
    text: string;
    onText: (text: string) => void;
    /** What is searched, said where nothing was found. */
    where: string;
  };
  /** What the index lists, for those who hear it. */
  lists: string;
  /** What was found. */
  groups: readonly ReferenceGroup[];
  /** Id of the entry that is read. */
  shown: string | null;
  /** The entry that is read, or why there is none. */
  children: ReactNode;
}) {
  const { search, groups, query } = props;
  const [typed, type] = useTypedText(search.text, search.onText);
  const input = useRef<HTMLInputElement>(null);
  usePageTitle(props.title);
  useKey("search", () => input.current?.focus());
  if (query.isError && query.data === undefined)
    return <ErrorState wholePage error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <div className={styles.page}>
      <aside className={styles.index} aria-label="Contents">
        <div className={styles.head}>
          <h1>{props.title}</h1>
          <p className="small soft">{props.about}</p>
          <TextInput
            ref={input}
            mt={10}
            size="xs"
            aria-label={search.label}
            placeholder={search.placeholder}
            leftSection={<Search size={14} aria-hidden="true" />}
            maxLength={200}
            value={typed}
            onChange={(event) => type(event.currentTarget.value)}
          />
        </div>
        <nav className={styles.list} aria-label={props.lists}>
          {query.data === undefined ? (
            <RowSkeletons rows={12} height={28} />
          ) : groups.length === 0 ? (
            <EmptyState icon={SearchX} title="Nothing is called so">
              {search.where} are searched, for every word in any order. Leave one out.
            </EmptyState>
          ) : (
            groups.map((group) => <Group key={group.name} group={group} shown={props.shown} />)
          )}
        </nav>
      </aside>
      <div className={styles.reader}>{query.data === undefined ? null : props.children}</div>
    </div>
  );
}

function Group({ group, shown }: { group: ReferenceGroup; shown: string | null }) {
  return (
    <div>
      <h2 className={styles.group} title={group.hint}>
        {group.name}
      </h2>
      <ul>
        {group.entries.map(({ id, label, link }) => (
          <li key={id}>
            <Link {...link} className={styles.entry ?? ""} aria-current={id === shown ? "true" : undefined}>
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
