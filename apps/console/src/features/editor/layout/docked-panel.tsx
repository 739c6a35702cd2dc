import { type ReactNode, useState } from "react";
import { Panel } from "react-resizable-panels";
import styles from "./layout.module.css";
import { isMovingSeparator, rememberedSize, rememberSize, type SizeName } from "./panels.ts";

/** A panel beside or below the text that keeps its size in px, as it was left in this browser; see `PanelGroup`. */
export function DockedPanel(props: {
  id: string;
  size: SizeName;
  /** px. */
  least: number;
  most: string;
  className?: string | undefined;
  children: ReactNode;
}) {
  // Where it begins: a new one would lay the panels out anew, and end the drag that made it.
  const [atFirst] = useState(() => rememberedSize(props.size));
  return (
    <Panel
      id={props.id}
      className={props.className ?? styles.panel}
      defaultSize={atFirst}
      minSize={props.least}
      maxSize={props.most}
      groupResizeBehavior="preserve-pixel-size"
      onResize={(size) => {
        if (isMovingSeparator()) rememberSize(props.size, size.inPixels);
      }}
    >
      {props.children}
    </Panel>
  );
}
