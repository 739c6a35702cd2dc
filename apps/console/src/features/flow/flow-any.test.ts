import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import { aFlow } from "../../testing/given.ts";
import { graphEdges, graphNodes } from "./graph-parts.ts";
import { doneId, placeNodes } from "./layout.ts";
import { rememberedWalk, rememberWalk } from "./walks.ts";

afterEach(() => sessionStorage.clear());

const name = fc.constantFrom("a", "b", "c", "d", "constructor");
const completing = (nodes: readonly { name: string; kind: string }[]) =>
  new Set(nodes.filter(({ kind }) => kind === "completion").map((node) => node.name));
const place = fc.record({ x: fc.integer({ min: -999, max: 999 }), y: fc.integer({ min: -999, max: 999 }) });
const flow = fc.uniqueArray(name, { minLength: 1, maxLength: 5 }).chain((names) =>
  fc.record({
    nodes: fc.tuple(
      ...names.map((one) =>
        fc.record({
          name: fc.constant(one),
          title: fc.constantFrom(one, "", "<b>"),
          kind: fc.constantFrom("decision" as const, "block" as const, "completion" as const),
          failurePolicy: fc.constant("reject" as const),
          position: fc.option(place, { nil: undefined }),
        }),
      ),
    ),
    edges: fc.array(
      fc.record({
        from: fc.constantFrom(...names),
        to: fc.constantFrom(...names, "done"),
        outcome: fc.constantFrom("x", undefined),
      }),
      { maxLength: 8 },
    ),
    dragged: fc.dictionary(fc.constantFrom(...names), place),
  }),
);

const down = ({ direction }: ReturnType<typeof placeNodes>) => direction === "down";

test("every node is drawn once, where the hand holds it, else where it was put, else where it fits", () => {
  fc.assert(
    fc.property(flow, ({ nodes, edges, dragged }) => {
      const plain = nodes.map(({ position, ...node }) => (position ? { ...node, position } : node));
      const placed = placeNodes(plain as never, edges as never, completing(nodes));
      const held = new Map(Object.entries(dragged));
      const drawn = graphNodes({
        flow: { ...aFlow(), nodes: plain as never, entry: nodes[0]!.name },
        placed,
        dragged: held,
        selected: null,
        views: new Map(),
        live: new Map(),
        at: null,
      });
      expect(drawn.map(({ id }) => id).toSorted()).toEqual(
        [...nodes.map((node) => node.name), doneId].toSorted(),
      );
      // Tab goes as one reads, and not back while something is dragged.
      const along = drawn.slice(0, -1).map(({ id }) => placed.nodes.get(id)![down(placed) ? "y" : "x"]);
      expect(along).toEqual(along.toSorted((a, b) => a - b));
      for (const node of nodes) {
        const at = drawn.find(({ id }) => id === node.name)!.position;
        expect(at).toEqual(held.get(node.name) ?? node.position ?? placed.nodes.get(node.name));
        expect(Number.isFinite(at.x) && Number.isFinite(at.y)).toBe(true);
      }
      const known = new Set(drawn.map(({ id }) => id));
      const lines = graphEdges(placed, held);
      expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length);
      for (const { source, target } of lines)
        expect([known.has(source), known.has(target)]).toEqual([true, true]);
    }),
    { numRuns: 60 },
  );
});

test("a tab remembers its newest walks whole, without a ticket, whatever was walked", () => {
  const walk = fc.record({ n: fc.nat(8), steps: fc.nat(3), query: fc.constantFrom("", "?k=once", "?k=a?b") });
  fc.assert(
    fc.property(fc.array(walk, { maxLength: 12 }), (walks) => {
      sessionStorage.clear();
      const order: number[] = [];
      for (const { n, steps, query } of walks) {
        rememberWalk({
          sessionId: `fls_${n}`,
          url: `/f/acme/login/s/fls_${n}${query}`,
          steps: Array.from({ length: steps }, () => ({})) as never,
        });
        order.splice(0, order.length, ...order.filter((one) => one !== n), n);
        expect(rememberedWalk(`fls_${n}`)).toMatchObject({ url: `/f/acme/login/s/fls_${n}` });
        expect(rememberedWalk(`fls_${n}`)?.steps).toHaveLength(steps);
      }
      const kept = new Set(order.slice(-5));
      for (let n = 0; n <= 8; n++) expect(rememberedWalk(`fls_${n}`) !== null, `${n}`).toBe(kept.has(n));
    }),
    { numRuns: 50 },
  );
});
