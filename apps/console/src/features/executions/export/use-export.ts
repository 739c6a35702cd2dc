import { notifications } from "@mantine/notifications";
import { useEffect, useRef, useState } from "react";
import { faultOf } from "../../../app/fault.ts";
import { inTurn } from "../../../app/in-turn.ts";
import { type Inputs, trpcClient } from "../../../app/trpc.ts";
import { plural } from "../../../components/format.ts";
import { download } from "./download.ts";

type Asked = Inputs["executions"]["export"];

/**
 * Reads the pages of an export one after the other and hands them over as one file. Ends when it is cancelled, or when the
 * page is left.
 */
export function useExport() {
  const [rows, setRows] = useState<number | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  async function start(asked: Omit<Asked, "cursor">): Promise<void> {
    const stop = new AbortController();
    const { signal } = stop;
    running.current = stop;
    setRows(0);
    try {
      const parts: Blob[] = [];
      let [count, cursor]: [number, string | null] = [0, null];
      do {
        const page: { text: string; rows: number; next: string | null } = await inTurn(
          () => trpcClient.executions.export.query({ ...asked, cursor }, { signal }),
          { signal },
        );
        // Blobs, since a browser may put them on its disk.
        parts.push(new Blob([page.text]));
        count += page.rows;
        cursor = page.next;
        if (!signal.aborted) setRows(count);
      } while (cursor !== null && !signal.aborted);
      if (signal.aborted) return;
      const name = fileName(asked);
      download(name, new Blob(parts, { type: types[asked.format] }));
      notifications.show({ message: `${plural(count, "execution")} written to ${name}` });
    } catch (error) {
      if (!signal.aborted)
        notifications.show({ color: "red", message: `Nothing was exported. ${faultOf(error).message}` });
    } finally {
      if (running.current === stop) {
        running.current = null;
        setRows(null);
      }
    }
  }

  return {
    /** How many rows are there; null while nothing is exported. */
    rows,
    start,
    cancel: () => {
      running.current?.abort();
      running.current = null;
      setRows(null);
    },
  };
}

const types: Record<Asked["format"], string> = { csv: "text/csv", jsonl: "application/x-ndjson" };

/** @example "executions-acme-2026-11-28T14-03-22.csv" */
function fileName({ realm, format }: Pick<Asked, "realm" | "format">): string {
  const at = new Date().toISOString().slice(0, 19).replaceAll(":", "-");
  return `executions-${realm}-${at}.${format}`;
}
