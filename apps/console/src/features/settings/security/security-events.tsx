import { Button } from "@mantine/core";
import { ShieldCheck } from "lucide-react";
import { useRealm } from "../../../app/realm.ts";
import { trpcClient, useTRPC } from "../../../app/trpc.ts";
import { usePages } from "../../../app/use-pages.ts";
import { askOlder } from "../../../components/ask-older.ts";
import { EmptyState } from "../../../components/empty-state.tsx";
import { ErrorState } from "../../../components/error-state.tsx";
import { formatNumber } from "../../../components/format.ts";
import page from "../../../components/page.module.css";
import { RelativeTime } from "../../../components/relative-time.tsx";
import { RowSkeletons } from "../../../components/skeletons.tsx";
import shared from "../settings.module.css";
import styles from "./security.module.css";
import type { SecurityEvent } from "./types.ts";

const kinds: Record<SecurityEvent["kind"], string> = {
  capability: "Capability refused",
  library: "Library refused",
  violation: "Violation",
  policy: "Policy changed",
  account: "Account changed",
  realm: "Realm changed",
  secret: "Secret changed",
  http: "Call blocked",
};

const pageSize = 50;

/** What security levels refused and how the policy changed, newest first. */
export function SecurityEvents() {
  const realm = useRealm();
  const asked = { realm, limit: pageSize };
  const { list, pages } = usePages({
    queryKey: useTRPC().policy.events.infiniteQueryKey(asked),
    ask: (cursor, signal) => trpcClient.policy.events.query({ ...asked, cursor }, { signal }),
  });
  return (
    <section className={shared.section} aria-labelledby="security-events">
      <div className={shared.head}>
        <h2 id="security-events">Security events</h2>
      </div>
      <div className={`${page.card} ${shared.scroll}`}>
        {pages ? (
          <Events events={pages.flatMap(({ items }) => items)} />
        ) : list.isError ? (
          <ErrorState error={list.error} onRetry={() => void list.refetch()} />
        ) : (
          <RowSkeletons rows={3} height={44} />
        )}
      </div>
      {list.hasNextPage ? (
        <Button
          mt={8}
          variant="default"
          loading={list.isFetchingNextPage}
          onClick={() => void askOlder(list, "Older events")}
        >
          Show older
        </Button>
      ) : null}
    </section>
  );
}

function Events({ events }: { events: readonly SecurityEvent[] }) {
  if (events.length === 0)
    return (
      <EmptyState icon={ShieldCheck} title="No security events">
        When a script asks for something its level refuses or calls a host that is not listed, when the policy
        or a secret is changed, or an account is opened anew, it is listed here.
      </EmptyState>
    );
  return (
    <table className={shared.table} aria-labelledby="security-events">
      <thead>
        <tr>
          <th scope="col">Event</th>
          <th scope="col">What</th>
          <th scope="col" className={shared.end}>
            Times
          </th>
          <th scope="col" className={shared.end}>
            Last
          </th>
        </tr>
      </thead>
      <tbody>
        {events.map((event) => (
          <tr key={event.id}>
            <td className={styles.kind}>
              {kinds[event.kind]}
              <p className="faint small">{whoOf(event)}</p>
            </td>
            <td className={styles.message}>{event.message}</td>
            <td className={shared.end}>{formatNumber(event.count)}</td>
            <td className={shared.end}>
              <RelativeTime at={event.lastAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function whoOf({ script, version, trigger, userName }: SecurityEvent): string {
  // Live without a version is a file or a default; which of them an event does not say.
  const text = version !== null ? [`v${version}`] : trigger === "preview" ? ["draft"] : [];
  const parts = script === null ? [] : [script, ...text, ...(trigger === null ? [] : [trigger])];
  return [...parts, ...(userName === null ? [] : [`by ${userName}`])].join(" · ");
}
