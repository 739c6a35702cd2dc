import type { ReactNode } from "react";
import { Panel, Separator } from "react-resizable-panels";
import { DockedPanel } from "./docked-panel.tsx";
import { FloatingPanel } from "./floating-panel.tsx";
import styles from "./layout.module.css";
import { PanelGroup } from "./panel-group.tsx";
import { usePlaces } from "./panels.ts";

/**
 * Tree, text and rail beside each other. Where the window is too narrow for all, the rail and then the tree float over the
 * text while they are needed.
 */
export function Columns(props: {
  tree: ReactNode;
  children: ReactNode;
  /** Null while no script is there. */
  rail: ReactNode | null;
  /** Not even on its way. */
  nothingOpen: boolean;
}) {
  const places = usePlaces(props.nothingOpen);
  return (
    <div className={styles.frame}>
      <PanelGroup
        id="editor-columns"
        orientation="horizontal"
        className={styles.screen}
        sizes={{ tree: "treeWidth", rail: "railWidth" }}
      >
        {places.tree === "beside" && (
          <>
            <DockedPanel id="tree" size="treeWidth" least={160} most="40%" className={styles.side}>
              {props.tree}
            </DockedPanel>
            <Separator className={styles.vertical} aria-label="Resize the tree" />
          </>
        )}
        <Panel id="main" className={styles.panel} minSize={280}>
          {props.children}
        </Panel>
        {places.rail === "beside" && (
          <>
            <Separator className={styles.vertical} aria-label="Resize the right rail" />
            <DockedPanel id="rail" size="railWidth" least={260} most="50%" className={styles.side}>
              {props.rail}
            </DockedPanel>
          </>
        )}
      </PanelGroup>
      {places.tree === "over" && (
        <FloatingPanel side="left" label="Tree">
          {props.tree}
        </FloatingPanel>
      )}
      {places.rail === "over" && props.rail !== null && (
        <FloatingPanel side="right" label="Script details">
          {props.rail}
        </FloatingPanel>
      )}
    </div>
  );
}
