import { Popover } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { formatNumber, formatPercent, formatSpan } from "../../components/format.ts";
import { RelativeTime } from "../../components/relative-time.tsx";
import type { Tone } from "../../components/tone.ts";
import { type Outputs, useTRPC } from "../trpc.ts";
import styles from "./health-dot.module.css";
import { useReachable } from "./use-reachable.ts";

type Health = Outputs["system"]["health"];

const askMs = 15_000;
/** Of a server that did not answer: whether it is back is news. */
const askAgainMs = 3_000;

/** How the server is, always in sight; a click tells why and with what load. */
export function HealthDot() {
  const reachable = useReachable();
  const health = useQuery({
    ...useTRPC().system.health.queryOptions(),
    refetchInterval: reachable ? askMs : askAgainMs,
  });
  const unreachable = !reachable || health.isError;
  const look = lookOf(health.data, unreachable);
  return (
    <Popover position="bottom-end" width={280} shadow="md">
      <Popover.Target>
        <button type="button" className={styles.button} data-tone={look.tone}>
          <span className={styles.dot} aria-hidden="true" />
          <span className={styles.word}>{look.word}</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Health">
        {unreachable && health.data ? (
          <p>
            The server does not answer. It said <RelativeTime at={health.dataUpdatedAt} />:
          </p>
        ) : null}
        {health.data ? <HealthFacts health={health.data} /> : <p>No answer from the server yet.</p>}
      </Popover.Dropdown>
    </Popover>
  );
}

function HealthFacts({ health }: { health: Health }) {
  const { sandbox, recorder } = health.stats;
  const facts: [string, string][] = [
    ["Engine", health.engine],
    ["Up for", formatSpan(health.uptimeMs)],
    ["Workers", `${sandbox.active} of ${sandbox.workers} busy`],
    ["Queued", formatNumber(sandbox.queued)],
    ["Executions", formatNumber(sandbox.executions)],
    ["Succeeded", formatPercent(sandbox.successes, sandbox.successes + sandbox.failures)],
    ["Workers replaced", formatNumber(sandbox.workersReplaced)],
    ["Records waiting", formatNumber(recorder.queued)],
    ["Records dropped", formatNumber(recorder.dropped)],
  ];
  return (
    <div className={styles.facts}>
      {health.reasons.length > 0 ? (
        <ul>
          {health.reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      ) : (
        <p className="soft">Scripts run, records are kept.</p>
      )}
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt className="soft">{name}</dt>
            <dd className="num">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function lookOf(health: Health | undefined, unreachable: boolean): { tone: Tone; word: string } {
  if (unreachable) return { tone: "error", word: "unreachable" };
  if (!health) return { tone: "idle", word: "checking" };
  if (health.status === "healthy") return { tone: "ok", word: "healthy" };
  return { tone: health.status === "degraded" ? "warn" : "error", word: health.status };
}
