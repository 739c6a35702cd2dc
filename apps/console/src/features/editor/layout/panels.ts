import { z } from "zod";
import { rememberedStore } from "../state/remembered.ts";
import { useStore } from "../state/store.ts";

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

/** Which panels are shown and how large; remembered for this browser. */
export function usePanels(): Panels {
  return useStore(panels);
}

export function togglePanel(name: PanelName): void {
  panels.set((value) => ({ ...value, [name]: !value[name] }));
}

export function showPanel(name: PanelName): void {
  if (!panels.get()[name]) panels.set({ [name]: true } as Partial<Panels>);
}

export function rememberSize(name: "treeWidth" | "railWidth" | "bottomHeight", px: number): void {
  // A window too narrow for everything squeezes panels; such sizes are not what the author chose.
  if (panelsSchema.shape[name].safeParse(Math.round(px)).success)
    panels.set({ [name]: Math.round(px) } as Partial<Panels>);
}

const narrow = typeof window !== "undefined" && window.innerWidth < 1_000;

const panels = rememberedStore<Panels>(
  "scriptyard.editor.panels",
  { tree: !narrow, bottom: true, rail: !narrow, treeWidth: 220, railWidth: 340, bottomHeight: 240 },
  (value) => panelsSchema.partial().parse(value) as Partial<Panels>,
);
