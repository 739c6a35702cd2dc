import { SegmentedControl } from "@mantine/core";
import type { LanguageId } from "@scriptyard/model";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { trpcClient } from "../../../../app/trpc.ts";
import { ErrorState } from "../../../../components/error-state.tsx";
import { Bar } from "../../../../components/skeletons.tsx";
import styles from "./moving.module.css";

const DiffView = lazy(async () => ({ default: (await import("../../../../monaco/diff-view.tsx")).DiffView }));

/** The texts of one row: what is here beside what is in the archive. */
export function ImportDifference({ realm, archive, of }: { realm: string; archive: string; of: string }) {
  const [title, setTitle] = useState<string | null>(null);
  const query = useQuery({
    // The archive is megabytes: it is not part of the key, and another one opens another dialog.
    queryKey: ["import-difference", realm, archive.length, archive.slice(-200), of],
    queryFn: ({ signal }) =>
      trpcClient.realms.importDifference.mutate({ realm, archive, key: of }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Bar />;
  const shown = query.data.find((one) => one.title === title) ?? query.data[0];
  if (shown === undefined) return <p className="soft">Both sides are the same.</p>;
  return (
    <div className={styles.difference}>
      <div className={styles.head}>
        <strong className="mono">{of}</strong>
        <SegmentedControl
          size="xs"
          aria-label="Which text"
          data={query.data.map((one) => one.title)}
          value={shown.title}
          onChange={setTitle}
        />
      </div>
      <div className={styles.diff}>
        <Suspense fallback={<Bar />}>
          <DiffView
            original={shown.here ?? ""}
            modified={shown.there}
            language={shown.language as LanguageId | "json"}
            labels={[`${shown.title} here`, `${shown.title} in the archive`]}
          />
        </Suspense>
      </div>
    </div>
  );
}
