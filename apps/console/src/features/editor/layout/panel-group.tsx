import type { ReactNode } from "react";
import { Group } from "react-resizable-panels";
import { rememberSize, type SizeName } from "./panels.ts";

/**
 * Panels beside or below each other, whose separators can be dragged. While somebody holds one each panel tells its own size; what
 * observes sizes tells of the last move a drawing later, when nobody holds it any more, so the layout that was let go of is
 * remembered here.
 *
 * @param sizes what is remembered, by the id of its panel
 */
export function PanelGroup(props: {
  id: string;
  orientation: "horizontal" | "vertical";
  className?: string | undefined;
  sizes: { readonly [panel: string]: SizeName };
  children: ReactNode;
}) {
  const { id, orientation, className, sizes } = props;
  return (
    <Group
      id={id}
      orientation={orientation}
      className={className}
      onLayoutChanged={(layout, { isUserInteraction }) => {
        if (!isUserInteraction) return;
        for (const [panel, name] of Object.entries(sizes)) {
          const room =
            panel in layout ? roomOf(document.getElementById(panel)?.parentElement, orientation) : 0;
          if (room > 0) rememberSize(name, (room * layout[panel]!) / 100);
        }
      }}
    >
      {props.children}
    </Group>
  );
}

/**
 * What the panels have between them, in px. Not the size of one: told by a key, they are drawn anew only after this, and what
 * they share stays the same.
 */
function roomOf(group: Element | null | undefined, orientation: "horizontal" | "vertical"): number {
  const panels = [...(group?.children ?? [])].filter((child) => child.hasAttribute("data-panel"));
  const sizes = panels.map((panel) => panel.getBoundingClientRect());
  return sizes.reduce((sum, { width, height }) => sum + (orientation === "horizontal" ? width : height), 0);
}
