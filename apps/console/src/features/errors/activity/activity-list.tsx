import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../../app/trpc.ts";
import { ErrorState } from "../../../components/error-state.tsx";
import { RelativeTime } from "../../../components/relative-time.tsx";
import { RowSkeletons } from "../../../components/skeletons.tsx";
import styles from "./activity.module.css";
import { type Entry, entryWords, whoOf } from "./activity-words.ts";
import { Comment } from "./comment.tsx";
import { CommentForm } from "./comment-form.tsx";

/** Everything people said and did about an error, and what it did by itself: oldest first, then a field for more. */
export function ActivityList({ id }: { id: `erg_${string}` }) {
  const activity = useQuery(useTRPC().errors.activity.queryOptions({ id }));
  return (
    <section aria-label="Activity" className={styles.activity}>
      <h3>Activity</h3>
      {activity.data ? (
        activity.data.length === 0 ? (
          <p className="soft">
            Nothing yet. Comments, resolving, muting and roll-backs of the script are listed here.
          </p>
        ) : (
          <ol className={styles.list}>
            {activity.data.map((entry) => (
              <li key={entry.id} className={styles.entry}>
                {entry.kind === "comment" ? <Comment comment={entry} /> : <Event entry={entry} />}
              </li>
            ))}
          </ol>
        )
      ) : activity.isError ? (
        <ErrorState error={activity.error} onRetry={() => void activity.refetch()} />
      ) : (
        <RowSkeletons rows={2} />
      )}
      <CommentForm key={id} id={id} />
    </section>
  );
}

function Event({ entry }: { entry: Entry }) {
  const byItself = entry.kind === "returned" || entry.kind === "unmuted";
  return (
    <p className={styles.event}>
      {byItself ? null : <strong>{whoOf(entry)} </strong>}
      {entryWords(entry)} <RelativeTime at={entry.at} className="faint small" />
      {entry.kind === "rolled-back" && entry.text ? (
        <span className={styles.reason}>“{entry.text}”</span>
      ) : null}
    </p>
  );
}
