import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useRealm } from "../../../app/realm.ts";
import { useTRPC } from "../../../app/trpc.ts";
import type { ScriptItem } from "../server/types.ts";
import styles from "./header.module.css";

/** Leads to what runs when that is not a version, and names a file: the pill beside it says the rest. */
export function LiveSource({ item }: { item: Pick<ScriptItem, "module" | "name" | "liveLayer"> }) {
  const realm = useRealm();
  const { module, name } = item;
  const shown = item.liveLayer === "file" || item.liveLayer === "default";
  const sources = useQuery({
    ...useTRPC().registry.script.queryOptions({ realm, module, name }),
    enabled: shown,
  });
  if (!shown) return null;
  const path = sources.data?.layers.find((layer) => layer.active && layer.path !== null)?.path;
  const folder = sources.data?.folder?.split("/").findLast((part) => part !== "") ?? "scripts";
  const text = path ? `Live: file ${folder}/${path}` : item.liveLayer === "file" ? "Live: file" : "Sources";
  return (
    <Link
      to="/r/$realm/sources"
      params={{ realm }}
      search={{ open: `${module}/${name}` }}
      className={styles.source ?? ""}
      title={text}
    >
      {text}
    </Link>
  );
}
