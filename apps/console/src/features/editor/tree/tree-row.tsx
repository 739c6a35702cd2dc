import { Link } from "@tanstack/react-router";
import { BookMarked, TriangleAlert, Unplug } from "lucide-react";
import { useEffect, useRef } from "react";
import { useMisfit } from "../../../app/scripts/fit.ts";
import { useEditorScope } from "../editor-context.ts";
import type { ScriptItem } from "../server/types.ts";
import styles from "./tree.module.css";
import { scriptDot } from "./tree-model.ts";

/** One script: a link, so that it opens in a new tab of the browser too. */
export function TreeRow({ item }: { item: ScriptItem }) {
  const { route } = useEditorScope();
  const selected = route.module === item.module && route.name === item.name;
  const row = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (selected) row.current?.scrollIntoView({ block: "nearest" });
  }, [selected]);
  const dot = scriptDot(item);
  const fits = useMisfit(route.realm, item) === undefined;
  const state = fits ? dot.label : `${dot.label}, does not fit its host`;
  return (
    <Link
      ref={row}
      to="/r/$realm/scripts/$module/$name"
      params={{ realm: route.realm, module: item.module, name: item.name }}
      search={{ tab: route.search.tab, panel: route.search.panel }}
      role="treeitem"
      aria-level={2}
      aria-selected={selected}
      aria-current={selected ? "page" : undefined}
      aria-label={`${item.name}, ${item.hook === null ? "library, " : ""}${state}`}
      tabIndex={selected ? 0 : -1}
      className={styles.row}
      data-selected={selected || undefined}
      title={`${item.module}/${item.name} · ${state}${item.description ? `\n${item.description}` : ""}`}
    >
      <span className={styles.dot} data-tone={dot.tone} aria-hidden />
      <span className={styles.name}>{item.name}</span>
      {item.failures > 0 && <TriangleAlert size={12} aria-hidden className={styles.failing} />}
      {!fits && <Unplug size={12} aria-hidden className={styles.misfit} />}
      {item.hook === null && <BookMarked size={12} aria-hidden className={styles.kind} />}
      {item.status === "live-with-changes" && (
        <span className={styles.changed} aria-hidden>
          {item.changedLines}
        </span>
      )}
    </Link>
  );
}
