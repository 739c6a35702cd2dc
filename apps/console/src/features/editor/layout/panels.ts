import { z } from "zod";
import { isTight, useTight } from "../../../app/room.ts";
import { createStore, useStore } from "../../../app/store.ts";
import { rememberedStore } from "../state/remembered.ts";

const panelsSchema = z.object({
  tree: z.boolean(),
  bottom: z.boolean(),
  rail: z.boolean(),
  /** Sizes in px. */
  treeWidth: z.number().min(140).max(600),
  railWidth: z.number().min(240).max(900),
  bottomHeight: z.number().min(80).max(1_200),
});
type Panels = z.infer<typeof panelsSchema>;
export type PanelName = "tree" | "bottom" | "rail";

export type SizeName = "treeWidth" | "railWidth" | "bottomHeight";

type Floating = { tree: boolean; rail: boolean };

/** Which panels were chosen to be shown, and how large; remembered for this browser. */
export function usePanels(): Panels {
  return useStore(panels);
}

/** Where a panel is: beside the text, floating over it, or not shown. */
type Place = "beside" | "over" | "away";

/**
 * Where the tree and the rail are. Where the window has no room for one it floats over the text while it is needed: that is
 * not remembered, and not what was chosen for a wider window.
 *
 * @param nothingOpen there is no text to float over, the tree is the way on, and a rail would be empty
 */
export function usePlaces(nothingOpen: boolean): { tree: Place; rail: Place } {
  const chosen = useStore(panels);
  const open = useStore(floating);
  const floats = { tree: useTight("tree"), rail: useTight("rail") };
  const placeOf = (name: keyof Floating): Place => {
    if (floats[name]) return open[name] ? "over" : "away";
    return chosen[name] ? "beside" : "away";
  };
  return {
    tree: floats.tree && nothingOpen ? "beside" : placeOf("tree"),
    rail: nothingOpen ? "away" : placeOf("rail"),
  };
}

export function togglePanel(name: PanelName): void {
  // One floats at a time: two would leave nothing of the text.
  if (floatsNow(name)) floating.set({ ...none, [name]: !floating.get()[name] });
  else panels.set((value) => ({ ...value, [name]: !value[name] }));
}

export function showPanel(name: PanelName): void {
  if (floatsNow(name)) floating.set({ ...none, [name]: true });
  else if (!panels.get()[name]) panels.set({ [name]: true } as Partial<Panels>);
}

export function hideFloating(): void {
  floating.set(none);
}

/** px. */
export function rememberedSize(name: SizeName): number {
  return panels.get()[name];
}

export function rememberSize(name: SizeName, px: number): void {
  if (panelsSchema.shape[name].safeParse(Math.round(px)).success)
    panels.set({ [name]: Math.round(px) } as Partial<Panels>);
}

/** Panels are laid out anew when others come late and when the window changes: only what somebody moves is their choice. */
export const isMovingSeparator = (): boolean =>
  document.querySelector('[data-separator="active"]') !== null ||
  document.activeElement?.matches('[role="separator"]') === true;

const none: Floating = { tree: false, rail: false };
const floating = createStore(none);
const floatsNow = (name: PanelName): name is keyof Floating => name !== "bottom" && isTight(name);

const panels = rememberedStore<Panels>(
  "scriptyard.editor.panels",
  { tree: true, bottom: true, rail: true, treeWidth: 220, railWidth: 340, bottomHeight: 240 },
  (value) => panelsSchema.partial().parse(value) as Partial<Panels>,
);
