import type { ReactNode } from "react";
import { Group, Panel, Separator } from "react-resizable-panels";
import { FloatingPanel } from "./floating-panel.tsx";
import styles from "./layout.module.css";
import { rememberSize, usePanels } from "./panels.ts";

/**
 * Tree, text and rail beside each other. Where the window is too narrow for all, the rail and then the tree float over the
 * text while they are needed.
 */
export function Columns(props: {
  tree: ReactNode;
  children: ReactNode;
  /** Null while no script is open. */
  rail: ReactNode | null;
}) {
  const { floats, ...panels } = usePanels();
  // With nothing open there is nothing to float over, and the tree is the way on.
  const docksTree = floats.tree ? props.rail === null : panels.tree;
  const docksRail = panels.rail && !floats.rail && props.rail !== null;
  return (
    <div className={styles.frame}>
      <Group orientation="horizontal" className={styles.screen} id="editor-columns">
        {docksTree && (
          <>
            <Panel
              id="tree"
              className={styles.side}
              defaultSize={panels.treeWidth}
              minSize={160}
              maxSize="40%"
              groupResizeBehavior="preserve-pixel-size"
              onResize={(size) => rememberSize("treeWidth", size.inPixels)}
            >
              {props.tree}
            </Panel>
            <Separator className={styles.vertical} aria-label="Resize the tree" />
          </>
        )}
        <Panel id="main" className={styles.panel} minSize={280}>
          {props.children}
        </Panel>
        {docksRail && (
          <>
            <Separator className={styles.vertical} aria-label="Resize the right rail" />
            <Panel
              id="rail"
              className={styles.side}
              defaultSize={panels.railWidth}
              minSize={260}
              maxSize="50%"
              groupResizeBehavior="preserve-pixel-size"
              onResize={(size) => rememberSize("railWidth", size.inPixels)}
            >
              {props.rail}
            </Panel>
          </>
        )}
      </Group>
      {floats.tree && panels.tree && !docksTree && <FloatingPanel side="left">{props.tree}</FloatingPanel>}
      {floats.rail && panels.rail && props.rail !== null && (
        <FloatingPanel side="right">{props.rail}</FloatingPanel>
      )}
    </div>
  );
}
