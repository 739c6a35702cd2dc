import type { MessageInEffects } from "@scriptyard/model";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { MessageSquare } from "lucide-react";
import { faultOf } from "../../app/fault.ts";
import { keepInRealm } from "../../app/keep-in-realm.ts";
import { useRealm } from "../../app/realm.ts";
import { type Outputs, useTRPC } from "../../app/trpc.ts";
import { formatNumber } from "../format.ts";
import { JsonView } from "../json-view.tsx";
import styles from "./result.module.css";

type Heard = Pick<Outputs["triggers"]["receivers"][number], "receivers" | "more">;

/** Messages that a run published: topic, body, and who listens to it now. */
export function Published({ messages }: { messages: readonly MessageInEffects[] }) {
  const realm = useRealm();
  const topics = [...new Set(messages.map(({ topic }) => topic))].slice(0, 100);
  const query = useQuery({
    ...useTRPC().triggers.receivers.queryOptions({ realm, topics }),
    placeholderData: keepInRealm(realm),
  });
  return (
    <section aria-label="Published messages">
      <ol className={styles.messages}>
        {messages.map(({ at, topic, payload }) => (
          <li key={at} className={styles.message}>
            <div className={styles.topic}>
              <MessageSquare size={14} aria-hidden="true" />
              {topic}
            </div>
            <JsonView value={payload} depth={2} label={`Message to ${topic}`} />
            {query.isError ? (
              <p className="soft small">Who listens is not known: {faultOf(query.error).message}</p>
            ) : (
              <Listening heard={query.data?.find((one) => one.topic === topic) ?? null} />
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Who hears a topic. @param props.heard null: not known yet */
export function Listening({ heard }: { heard: Heard | null }) {
  const realm = useRealm();
  if (heard === null) return <p className="faint small">Looking who listens…</p>;
  const { receivers, more } = heard;
  if (receivers.length === 0)
    return <p className="soft small">Nobody listens to this topic: no trigger would start.</p>;
  return (
    <ul className={styles.receivers} aria-label="Who receives it">
      {receivers.map(({ triggerId, name, pattern, enabled, script }) => (
        <li key={triggerId}>
          <Link className="inline" to="/r/$realm/triggers" params={{ realm }} search={{ open: triggerId }}>
            {name}
          </Link>{" "}
          <span className="soft">
            {enabled ? `starts ${script.module}/${script.name}` : "is switched off"} (<code>{pattern}</code>)
          </span>
        </li>
      ))}
      {more > 0 && <li className="faint small">and {formatNumber(more)} more</li>}
    </ul>
  );
}
