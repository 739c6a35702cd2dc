import { notifications } from "@mantine/notifications";
import { useEffect, useRef } from "react";
import { faultOf } from "../../../app/fault.ts";
import { overlayOpen, typing } from "../../../app/keys/where.ts";
import { queryClient, trpc, trpcClient } from "../../../app/trpc.ts";
import { plural } from "../../../components/format.ts";
import { type Clip, clipText, readClip } from "./clipboard.ts";
import { partOf, pasteInto } from "./graph-acts.ts";
import type { Designing } from "./use-designing.ts";

/**
 * Copies, cuts and pastes nodes by the browser's own keys and menu, within a flow and from one to another: pasted nodes get
 * scripts of their own, which begin with the drafts of those they were copied from.
 */
export function useClips(realm: string, flow: string, designing: Designing, mayEdit: boolean): void {
  const latest = useRef(designing);
  latest.current = designing;
  useEffect(() => {
    if (!mayEdit) return;
    const here = { realm, flow };
    function copy(event: ClipboardEvent): boolean {
      const { graph, names, say } = latest.current;
      // What is marked on the page, or stands in a field, is what somebody means.
      if (isElsewhere(event) || names.size === 0 || !event.clipboardData) return false;
      event.clipboardData.setData("text/plain", clipText({ ...here, ...partOf(graph, names) }));
      event.preventDefault();
      say(`${plural(names.size, "node")} copied.`);
      return true;
    }
    function cut(event: ClipboardEvent): void {
      if (copy(event)) latest.current.remove();
    }
    function paste(event: ClipboardEvent): void {
      if (isElsewhere(event)) return;
      const clip = readClip(event.clipboardData?.getData("text/plain") ?? "");
      if (clip === null) return;
      event.preventDefault();
      void pasteClip(here, clip, latest.current);
    }
    const heard = { copy, cut, paste } as const;
    for (const [name, listen] of Object.entries(heard))
      document.addEventListener(name, listen as (event: Event) => void);
    return () => {
      for (const [name, listen] of Object.entries(heard))
        document.removeEventListener(name, listen as (event: Event) => void);
    };
  }, [realm, flow, mayEdit]);
}

async function pasteClip(
  here: { realm: string; flow: string },
  clip: Clip,
  designing: Designing,
): Promise<void> {
  const { graph, names } = pasteInto(designing.graph, clip);
  const part = renamed(clip, names, new Map(graph.nodes.map(({ name, title }) => [name, title])));
  const before = new Map([...names].map(([old, name]) => [name, old]));
  if (part.nodes.length === 0) return;
  try {
    await trpcClient.flows.createScripts.mutate({
      ...here,
      nodes: part.nodes.map(({ name, kind }) => ({
        name,
        kind,
        ...(clip.realm === here.realm && { like: `${clip.flow}/${before.get(name)}` }),
      })),
    });
  } catch (error) {
    notifications.show({ color: "red", title: "Nothing was pasted", message: faultOf(error).message });
    return;
  }
  void queryClient.invalidateQueries(trpc.scripts.pathFilter());
  designing.change(`${plural(part.nodes.length, "node")} pasted.`, (now) => pasteInto(now, part).graph);
  const pasted = part.nodes.map(({ name }) => name);
  const [only] = pasted;
  if (pasted.length === 1 && only !== undefined) designing.select(only);
  else designing.setPicked({ nodes: new Set(pasted), line: null });
}

/**
 * Under the names and titles it is pasted by: its scripts are made under these names before it is drawn.
 *
 * @param titles by the new names
 */
function renamed(
  clip: Clip,
  names: ReadonlyMap<string, string>,
  titles: ReadonlyMap<string, string>,
): Pick<Clip, "nodes" | "edges"> {
  const name = (old: string) => names.get(old) ?? old;
  return {
    nodes: clip.nodes.flatMap((node) => {
      const now = names.get(node.name);
      return now === undefined ? [] : [{ ...node, name: now, title: titles.get(now) ?? node.title }];
    }),
    edges: clip.edges.map((edge) => ({ ...edge, from: name(edge.from), to: name(edge.to) })),
  };
}

function isElsewhere(event: Event): boolean {
  return (
    event.defaultPrevented ||
    typing(event as KeyboardEvent) ||
    overlayOpen() ||
    (getSelection()?.toString() ?? "") !== ""
  );
}
