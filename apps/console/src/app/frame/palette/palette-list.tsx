import { wordsOf } from "@scriptyard/model";
import { type Ref, useEffect, useImperativeHandle, useState } from "react";
import { fitting, type PaletteEntry, stepped } from "./entries.ts";
import styles from "./palette.module.css";
import { choose, optionId, PaletteOption } from "./palette-option.tsx";
import { useSources } from "./sources/index.ts";

/** How the field moves what is marked, and chooses it: false where there is nothing to choose yet. */
export type ListHandle = { move: (step: number) => void; choose: () => boolean };

/** Shown at most: whoever sees more types another word. */
const most = 60;

/** What the palette's field finds. The field has the focus, keys come from there. */
export function PaletteList(props: {
  id: string;
  query: string;
  handle: Ref<ListHandle>;
  onActive: (id: string | undefined) => void;
  /** Something was asked for before it was there. */
  entered: boolean;
  onNothing: () => void;
}) {
  const { id, query, onActive, entered, onNothing } = props;
  const sources = useSources(query);
  const words = wordsOf(query);
  const groups = fitting(sources, words);
  const entries = groups.flatMap((group) => group.entries).slice(0, most);
  const shown = new Set(entries);
  const looking = sources.some((source) => source.looking);

  // What somebody marked stays marked while it is there, and until something else is typed.
  const [marked, setMarked] = useState<{ id: string; query: string } | null>(null);
  const mark = (entry: PaletteEntry | undefined) => entry && setMarked({ id: entry.id, query });
  const active =
    entries.find((entry) => marked?.query === query && entry.id === marked.id && !entry.blocked) ??
    stepped(entries, undefined, 1);
  const activeId = active && optionId(active);
  useEffect(() => {
    onActive(activeId);
    // Not `smooth`: a key that is held down would stay behind itself.
    if (activeId) document.getElementById(activeId)?.scrollIntoView({ block: "nearest" });
  }, [activeId, onActive]);

  useImperativeHandle(props.handle, () => ({
    move: (step) => mark(stepped(entries, active?.id, step > 0 ? 1 : -1)),
    choose() {
      if (active === undefined) return false;
      choose(active);
      return true;
    },
  }));
  useEffect(() => {
    if (!entered) return;
    // Closing renders at once, which an effect may not.
    if (active) queueMicrotask(() => choose(active));
    else if (!looking) onNothing();
  });

  if (entries.length === 0)
    return (
      <p id={id} className={styles.nothing} role="status">
        {looking
          ? "Looking…"
          : (sources.find((source) => source.nothing)?.nothing ??
            "Nothing is called so. Try a part of a name, or paste an id.")}
      </p>
    );
  return (
    <div id={id} role="listbox" aria-label="Found" className={styles.list}>
      {groups.map(({ group, entries: all }) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset may not stand in a list of options
        <div key={group} role="group" aria-label={group}>
          <div className={styles.title} aria-hidden="true">
            {group}
          </div>
          {all
            .filter((entry) => shown.has(entry))
            .map((entry) => (
              <PaletteOption
                key={entry.id}
                entry={entry}
                words={words}
                active={entry === active}
                onPoint={() => entry.blocked || mark(entry)}
              />
            ))}
        </div>
      ))}
    </div>
  );
}
