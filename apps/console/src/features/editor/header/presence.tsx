import { Tooltip } from "@mantine/core";
import { useEffect, useState } from "react";
import { useRunnerEvents } from "../../../app/events/index.ts";
import { type Outputs, trpcClient } from "../../../app/trpc.ts";
import type { OpenDraft } from "../drafts/open-drafts.ts";
import styles from "./presence.module.css";

export type Present = Outputs["presence"]["beat"][number];

const beatMs = 20_000;
/** Who typed so long ago still edits. */
const editingMs = 60_000;
const tab = Math.random().toString(36).slice(2);

/** Who else has this script open. */
export function Presence({ draft, userId }: { draft: OpenDraft; userId: string }) {
  const people = usePresence(draft);
  return <Faces others={people.filter((one) => one.userId !== userId)} />;
}

const most = 4;

export function Faces({ others }: { others: readonly Present[] }) {
  if (others.length === 0) return null;
  const words = others.map(({ name, state }) => `${name} is ${state}`).join(", ");
  return (
    <Tooltip label={words} multiline maw={320}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the tooltip is for the keyboard too */}
      <span className={styles.faces} role="img" aria-label={`Also here: ${words}`} tabIndex={0}>
        {others.slice(0, most).map(({ userId, name, state }) => (
          <span key={userId} className={styles.face} data-state={state} aria-hidden>
            {initials(name)}
          </span>
        ))}
        {others.length > most && (
          <span className={styles.face} aria-hidden>
            +{others.length - most}
          </span>
        )}
      </span>
    </Tooltip>
  );
}

/** Says that the script is open here, and hears who else has it open. */
function usePresence(draft: OpenDraft): readonly Present[] {
  const { scriptId, model } = draft;
  const [people, setPeople] = useState<readonly Present[]>([]);
  useRunnerEvents(["presence"], (event) => {
    if (event.scriptId === scriptId) setPeople(event.people);
  });

  useEffect(() => {
    let here = true;
    let typedAt = Number.NEGATIVE_INFINITY;
    const state = () => (Date.now() - typedAt < editingMs ? "editing" : "viewing");
    const beat = () => {
      // Nobody looks at a tab in the background; who is silent is gone by themselves.
      if (document.hidden) return;
      trpcClient.presence.beat.mutate({ scriptId: scriptId as never, tab, state: state() }).then(
        (now) => here && setPeople(now),
        // The next one may arrive; the header says it when the server is gone.
        () => undefined,
      );
    };
    beat();
    const timer = setInterval(beat, beatMs);
    document.addEventListener("visibilitychange", beat);
    const typing = model.onDidChangeContent((event) => {
      // Another's save comes into the text too; only what is done here takes the focus.
      if (event.isFlush || !document.hasFocus()) return;
      const began = state() === "viewing";
      typedAt = Date.now();
      if (began) beat();
    });
    return () => {
      here = false;
      clearInterval(timer);
      typing.dispose();
      document.removeEventListener("visibilitychange", beat);
      setPeople([]);
      trpcClient.presence.beat
        .mutate({ scriptId: scriptId as never, tab, state: "gone" })
        .catch(() => undefined);
    };
  }, [scriptId, model]);
  return people;
}

/** `Artur Author` → `AA`. */
export function initials(name: string): string {
  const words = name.split(/[\s@._-]+/).filter((word) => word !== "");
  return [words[0], words.length > 1 ? words.at(-1) : undefined]
    .map((word) => (word ? String.fromCodePoint(word.codePointAt(0)!) : ""))
    .join("")
    .toUpperCase();
}
