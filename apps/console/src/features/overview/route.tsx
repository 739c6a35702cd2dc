import { SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { useRunnerEvents } from "../../app/events/index.ts";
import { useGathered } from "../../app/frame/use-gathered.ts";
import { keepInRealm } from "../../app/keep-in-realm.ts";
import { useRealm } from "../../app/realm.ts";
import { useTRPC } from "../../app/trpc.ts";
import { ErrorState } from "../../components/error-state.tsx";
import styles from "../../components/page.module.css";
import { PageHeader } from "../../components/page-header.tsx";
import { ActivityCard } from "./components/activity-card.tsx";
import { FigureCards } from "./components/figure-cards.tsx";
import { HealthNote } from "./components/health-note.tsx";
import { MisfitsNote } from "./components/misfits-note.tsx";
import { OverviewSkeleton } from "./components/overview-skeleton.tsx";
import { PublishesCard } from "./components/publishes-card.tsx";
import { ScriptsCard } from "./components/scripts-card.tsx";
import overview from "./overview.module.css";
import { type OverviewRange, overviewRanges } from "./search.ts";

const route = getRouteApi("/r/$realm/");

export function OverviewPage() {
  const realm = useRealm();
  // Figures of the realm before must not stand in until those of this one are read.
  return <Overview key={realm} realm={realm} />;
}

function Overview({ realm }: { realm: string }) {
  const { range = "24h" } = route.useSearch();
  const navigate = route.useNavigate();
  const [window, refresh] = useWindow(range);
  const query = useQuery({
    ...useTRPC().overview.get.queryOptions({ realm, ...window }),
    placeholderData: keepInRealm(realm),
  });
  // Until the answer for another range is there, the figures are of the one before.
  const shown = useRef(range);
  if (query.data && !query.isPlaceholderData) shown.current = range;
  const refreshSoon = useGathered(refresh, 5_000);
  useRunnerEvents(["execution", "published"], refreshSoon);

  return (
    <div className={styles.page}>
      <PageHeader
        title="Overview"
        actions={
          <SegmentedControl
            size="xs"
            aria-label="Time range"
            value={range}
            data={Object.keys(overviewRanges).map((value) => ({ value, label: value }))}
            onChange={(value) =>
              void navigate({
                search: value === "24h" ? {} : { range: value as OverviewRange },
                replace: true,
              })
            }
          />
        }
      />
      {query.data ? (
        <>
          <HealthNote health={query.data.health} />
          <MisfitsNote />
          <FigureCards stats={query.data} range={shown.current} />
          <ActivityCard stats={query.data} window={window} />
          <div className={overview.columns}>
            <ScriptsCard stats={query.data} />
            <PublishesCard publishes={query.data.recentPublishes} />
          </div>
        </>
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <OverviewSkeleton />
      )}
    </div>
  );
}

/** The last hours of `range`, ending in whole ten seconds so that a second visit finds the answer in the cache. */
function useWindow(range: OverviewRange): [{ fromMs: number; toMs: number }, () => void] {
  const [now, setNow] = useState(roundedNow);
  return [{ fromMs: now - overviewRanges[range] * 3_600_000, toMs: now }, () => setNow(roundedNow())];
}

function roundedNow(): number {
  return Math.ceil(Date.now() / 10_000) * 10_000;
}
