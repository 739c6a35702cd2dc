import { type Command, useOffer } from "../../app/commands/offers.ts";

/** What the page's own menu has; there is one where something may be changed. */
export function flowMenu(options: {
  mayEdit: boolean;
  commands: readonly Command[];
  onVersions: () => void;
}): Command[] {
  if (!options.mayEdit) return [];
  return [{ id: "versions", label: "Versions", run: options.onVersions }, ...options.commands];
}

/** The same in the palette, with what the page's buttons and keys do. */
export function useFlowOffers(
  title: string,
  options: {
    selected: { name: string; title: string } | null;
    mayEdit: boolean;
    /** Why it cannot be tried. */
    blocked: string | null;
    menu: readonly Command[];
    onTry: () => void;
    onPublish: () => void;
    onAdd: () => void;
    onOpen: (node: string) => void;
  },
): void {
  const { selected, mayEdit, menu } = options;
  useOffer(title, [
    { id: "try", label: "Try it", shortcut: "tryFlow", blocked: options.blocked, run: options.onTry },
    ...(mayEdit
      ? [
          {
            id: "publish",
            label: "Publish the flow",
            shortcut: "publishFlow" as const,
            run: options.onPublish,
          },
          { id: "add", label: "Add a node", shortcut: "addNode" as const, run: options.onAdd },
        ]
      : []),
    ...(selected
      ? [
          {
            id: "node",
            label: `Open the script of ${selected.title}`,
            run: () => options.onOpen(selected.name),
          },
        ]
      : []),
    ...menu,
  ]);
}
