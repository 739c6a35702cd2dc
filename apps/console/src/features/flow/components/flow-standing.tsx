import { StatusPill } from "../../../components/status-pill.tsx";

/** What of a flow walks go through, and whether something else is drawn: `● Live v3 · 2 changes`. */
export function FlowStanding(props: { liveVersion: number | null; isLive: boolean; changes: number }) {
  const { liveVersion, isLive, changes } = props;
  const words = changes === 1 ? "1 change" : `${changes} changes`;
  if (!isLive)
    return (
      <StatusPill tone="warn" hint="What is drawn can be tried. Publish it, and everybody can walk it.">
        Never published
      </StatusPill>
    );
  const live = liveVersion === null ? "Live" : `Live v${liveVersion}`;
  return changes === 0 ? (
    <StatusPill tone="ok" hint="Walks that start now go through what is drawn.">
      {live}
    </StatusPill>
  ) : (
    <StatusPill
      tone="warn"
      hint="What is drawn differs from what walks go through. Publish it to make it live."
    >
      {live} · {words}
    </StatusPill>
  );
}
