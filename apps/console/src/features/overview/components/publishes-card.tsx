import { Link } from "@tanstack/react-router";
import { Archive, Rocket, RotateCcw } from "lucide-react";
import { useRealm } from "../../../app/realm.ts";
import type { Outputs } from "../../../app/trpc.ts";
import page from "../../../components/page.module.css";
import { RelativeTime } from "../../../components/relative-time.tsx";
import styles from "../overview.module.css";

export function PublishesCard({ publishes }: { publishes: Outputs["overview"]["get"]["recentPublishes"] }) {
  const realm = useRealm();
  return (
    <section className={page.card} aria-labelledby="publishes">
      <div className={page.cardHead}>
        <h2 id="publishes">Recent publishes</h2>
      </div>
      {publishes.length === 0 ? (
        <p className={`soft ${styles.cell}`}>
          Nothing was published yet. Open a script, edit its draft and choose Publish.
        </p>
      ) : (
        <ul className={styles.publishes}>
          {publishes.map((event) => {
            const { Icon, words } = kinds[event.kind];
            return (
              <li key={event.id}>
                <Icon size={14} aria-hidden="true" data-kind={event.kind} />
                <span className="cut">
                  <Link
                    to="/r/$realm/scripts/$module/$name"
                    params={{ realm, module: event.module, name: event.name }}
                    search={{ tab: "versions" }}
                  >
                    {event.module}/{event.name} v{event.version}
                  </Link>
                </span>
                <RelativeTime at={event.at} className="small faint" />
                <span className={`small soft cut ${styles.note}`} title={event.note}>
                  {event.authorName ?? "Scriptyard"}
                  {words} · {event.note}
                </span>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}

/** What was done, after who did it; a publish is what the card is about. */
const kinds = {
  publish: { Icon: Rocket, words: "" },
  rollback: { Icon: RotateCcw, words: " rolled back to it" },
  retire: { Icon: Archive, words: " retired it" },
} as const;
