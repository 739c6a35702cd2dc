import { useRef, useState } from "react";
import { useOffer } from "../../app/commands/offers.ts";
import { type ShortcutId, shortcuts } from "../../app/keys/shortcuts.ts";
import { useKey } from "../../app/keys/use-key.ts";
import { queryClient, trpc } from "../../app/trpc.ts";
import type { Triage } from "./triage/use-triage.tsx";

type Row = { id: string; status: "open" | "muted" | "resolved" };

const commandKeys = ["resolve", "mute", "pickAll", "undoAct"] as const satisfies readonly ShortcutId[];

/**
 * The keys of the errors page, also in the palette. They are for the picked rows, else for the one in the drawer, else for
 * the one that has the focus.
 */
export function useErrorKeys(props: {
  rows: readonly Row[];
  open: string | null;
  picked: ReadonlySet<string>;
  pick: (id: string, range: boolean) => void;
  pickAll: () => void;
  triage: Triage;
}) {
  const { rows, open, picked, triage } = props;
  const active = useRef<string | null>(null);
  /** Whether one chooses for how long to mute: for the picked rows in their bar, else in the drawer. */
  const [muting, setMuting] = useState(false);
  const targets = (): readonly string[] => {
    if (picked.size > 0) return [...picked];
    const one = open ?? active.current;
    return one === null ? [] : [one];
  };
  const acts: { [key in (typeof commandKeys)[number]]: () => void } = {
    resolve() {
      const ids = targets();
      const areDone = ids.length > 0 && ids.every((id) => statusOf(rows, id) === "resolved");
      triage.act(ids, { kind: areDone ? "reopen" : "resolve" });
    },
    mute() {
      const [id] = targets();
      if (id === undefined) return;
      // Of a muted one the drawer offers the way back, and has no menu.
      if (picked.size === 0 && open !== null && statusOf(rows, id) === "muted")
        return triage.act([id], { kind: "reopen" });
      // Without a drawer the bar of the picked rows is where one chooses.
      if (picked.size === 0 && open === null) props.pick(id, false);
      setMuting(true);
    },
    pickAll: props.pickAll,
    undoAct: triage.undo,
  };
  useKey("resolve", acts.resolve);
  useKey("mute", acts.mute);
  useKey("pickAll", acts.pickAll);
  useKey("undoAct", acts.undoAct);
  useOffer(
    "Errors",
    commandKeys.map((id) => ({
      id: `errors.${id}`,
      label: shortcuts[id].what,
      shortcut: id,
      run: acts[id],
    })),
  );
  return {
    muting,
    setMuting,
    setActive: (id: string) => {
      active.current = id;
    },
  };
}

/** The one in the drawer need not be in the list. */
function statusOf(rows: readonly Row[], id: string): Row["status"] | undefined {
  const opened = () => queryClient.getQueryData(trpc.errors.get.queryKey({ id: id as `erg_${string}` }));
  return (rows.find((row) => row.id === id) ?? opened())?.status;
}
