import type { FlowEdge } from "../entities/flow.ts";
import { flowEnd } from "../junction.ts";

/** Names at the other end of a node's edges. */
export type Neighbours = ReadonlyMap<string, readonly string[]>;

/** @param by `from`: where each node leads; `to`: from where it is led to */
export function edgesByNode(edges: readonly FlowEdge[], by: "from" | "to"): Neighbours {
  const other = by === "from" ? "to" : "from";
  const found = new Map<string, string[]>();
  for (const edge of edges) {
    const known = found.get(edge[by]);
    if (known) known.push(edge[other]);
    else found.set(edge[by], [edge[other]]);
  }
  return found;
}

/** A node and everything after it; nothing without a start. */
export function reachableFrom(start: string | null, leaving: Neighbours): Set<string> {
  return reaching(start === null ? [] : [start], leaving);
}

/** The names, and whatever the neighbours lead to from there. */
export function reaching(names: readonly string[], neighbours: Neighbours): Set<string> {
  const seen = new Set(names);
  const left = [...names];
  for (let name = left.pop(); name !== undefined; name = left.pop())
    for (const next of neighbours.get(name) ?? [])
      if (!seen.has(next)) {
        seen.add(next);
        left.push(next);
      }
  return seen;
}

/**
 * Groups of nodes that lead to each other and nowhere else, each in the graph's order: Tarjan's components, without
 * recursion, of which no edge leads out.
 */
export function loopsWithoutExit(names: readonly string[], leaving: Neighbours): string[][] {
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const group = new Map<string, number>();
  let groups = 0;
  for (const start of names) {
    if (order.has(start)) continue;
    const path: { name: string; next: number }[] = [enter(start)];
    while (path.length > 0) {
      const top = path.at(-1)!;
      const to = leaving.get(top.name)?.[top.next++];
      if (to === undefined) {
        path.pop();
        const parent = path.at(-1);
        if (parent) low.set(parent.name, Math.min(low.get(parent.name)!, low.get(top.name)!));
        if (low.get(top.name) === order.get(top.name)) close(top.name);
      } else if (!order.has(to)) path.push(enter(to));
      else if (isOpen.has(to)) low.set(top.name, Math.min(low.get(top.name)!, order.get(to)!));
    }
  }

  function enter(name: string): { name: string; next: number } {
    order.set(name, order.size);
    low.set(name, order.size - 1);
    open.push(name);
    isOpen.add(name);
    return { name, next: 0 };
  }
  function close(name: string): void {
    for (let last = open.pop(); last !== undefined; last = open.pop()) {
      isOpen.delete(last);
      group.set(last, groups);
      if (last === name) break;
    }
    groups++;
  }

  const members = new Map<number, string[]>();
  const leaks = new Set<number>();
  const turns = new Set<number>();
  for (const name of names) {
    if (name === flowEnd) continue;
    const own = group.get(name)!;
    const known = members.get(own);
    if (known) known.push(name);
    else members.set(own, [name]);
    for (const to of leaving.get(name) ?? [])
      if (group.get(to) === own && to !== flowEnd) turns.add(own);
      else leaks.add(own);
  }
  return [...members].filter(([own]) => turns.has(own) && !leaks.has(own)).map(([, loop]) => loop);
}
