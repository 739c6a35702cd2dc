import { TriangleAlert } from "lucide-react";
import type { ModuleItem } from "../../../app/scripts/queries.ts";
import { formatNumber } from "../../../components/format.ts";
import { toggleModule } from "./open-modules.ts";
import styles from "./tree.module.css";
import { moduleDot } from "./tree-model.ts";

/** A module. Folded, it says for its scripts what their own rows would. */
export function ModuleRow(props: { module: ModuleItem; open: boolean; focusable: boolean }) {
  const { module, open, focusable } = props;
  const dot = moduleDot(module);
  return (
    <button
      type="button"
      role="treeitem"
      aria-expanded={open}
      aria-level={1}
      aria-label={open ? module.module : `${module.module}, ${dot.label}`}
      data-module={module.module}
      tabIndex={focusable ? 0 : -1}
      className={styles.module}
      title={`${module.module} · ${dot.label}`}
      onClick={() => toggleModule(module.module, open)}
    >
      <span className={styles.arrow} aria-hidden data-open={open || undefined} />
      <span className={styles.moduleName}>{module.module}</span>
      {!open && module.failing > 0 && <TriangleAlert size={12} aria-hidden className={styles.failing} />}
      {!open && <span className={styles.dot} data-tone={dot.tone} aria-hidden />}
      <span className={styles.count}>{formatNumber(module.scripts)}</span>
    </button>
  );
}
