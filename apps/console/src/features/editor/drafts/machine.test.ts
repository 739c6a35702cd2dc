import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { World } from "../testing/draft-world.ts";
import { isDirty } from "./machine.ts";

const word = fc.constantFrom(
  "a",
  "b",
  "c",
  "start",
  "ab",
  "1\n2\n3",
  "one\n2\n3",
  "1\n2\nthree",
  "1\n2\n3\n4",
  "2\n3",
);
const action = fc.oneof(
  { weight: 5, arbitrary: word.map((text) => ["type", text] as const) },
  { weight: 3, arbitrary: fc.constant(["due"] as const) },
  { weight: 4, arbitrary: fc.constant(["arrive"] as const) },
  { weight: 4, arbitrary: fc.constant(["answer"] as const) },
  fc.constant(["lose-answer"] as const),
  fc.constant(["lose-request"] as const),
  {
    weight: 2,
    arbitrary: fc
      .oneof(
        word,
        word.map((text) => `their ${text}`),
      )
      .map((text) => ["other", text] as const),
  },
  fc.constant(["other-same"] as const),
  { weight: 2, arbitrary: fc.constant(["hear"] as const) },
  { weight: 2, arbitrary: fc.constant(["fetched"] as const) },
  fc.constant(["fetch-failed"] as const),
  fc.constant(["online"] as const),
  fc.constant(["flush"] as const),
  fc.constant(["crash"] as const),
  fc.constant(["arrive-late"] as const),
  fc.constant(["mine"] as const),
  fc.constant(["theirs"] as const),
  word.map((text) => ["merged", text] as const),
);

function perform(world: World, step: readonly [string, string?]): void {
  const [name, text = ""] = step;
  if (name === "type") world.type(text);
  if (name === "due" && world.timer) {
    world.timer = false;
    world.send({ type: "due" });
  }
  if (name === "arrive") world.arrive();
  if (name === "answer") world.answer(false);
  if (name === "lose-answer") world.answer(true);
  if (name === "lose-request") world.loseRequest();
  if (name === "other") world.accept(text);
  if (name === "other-same") world.accept(world.server.source);
  if (name === "hear" && world.heard.length) world.send({ type: "heard", revision: world.heard.shift()! });
  if (name === "fetched") world.fetchAnswer();
  if (name === "fetch-failed" && world.fetches) {
    world.fetches--;
    world.send({ type: "fetch-failed" });
  }
  if (name === "online") world.send({ type: "online" });
  if (name === "flush") world.send({ type: "flush" });
  if (name === "crash") world.crash();
  if (name === "arrive-late") world.arriveLate();
  if (name === "mine") world.resolve(world.model);
  if (name === "theirs" && world.state.conflict) world.resolve(world.state.conflict.theirs.source);
  if (name === "merged") world.resolve(text);
}

describe("draft machine", () => {
  test("in any order of events no text is lost, nothing unseen is overwritten, and it comes to rest", () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 60 }), (steps) => {
        const world = new World();
        for (const step of steps) perform(world, step);
        const text = world.model;
        const { merges } = world;
        world.settle();
        if (world.state.conflict) {
          if (world.merges === merges) expect(world.model).toBe(text);
          expect(world.storage?.source).toBe(text);
          expect(world.state.conflict.theirs).toEqual(world.server);
        } else {
          expect(world.model).toBe(world.server.source);
          expect(isDirty(world.state)).toBe(false);
          expect(world.storage).toBeNull();
        }
      }),
      { numRuns: 3_000 },
    );
  });

  test("a save whose answer was lost is no conflict", () => {
    const world = new World();
    world.type("one");
    world.send({ type: "due" });
    world.arrive();
    world.type("two");
    world.answer(true);
    world.settle();
    expect(world.state.conflict).toBeNull();
    expect(world.server.source).toBe("two");
  });

  test("a reload with a save under way is no conflict", () => {
    const world = new World();
    world.type("one");
    world.send({ type: "due" });
    world.type("two");
    world.arrive();
    world.crash();
    expect(world.model).toBe("two");
    world.settle();
    expect(world.state.conflict).toBeNull();
    expect(world.server.source).toBe("two");
  });

  test("a save of the page before a reload that arrives after it is no conflict, whatever was typed since", () => {
    for (const typed of ["", "two and more"]) {
      for (const heard of [false, true]) {
        const world = new World();
        world.type("one");
        world.send({ type: "due" });
        world.type("two");
        world.crash();
        expect(world.model).toBe("two");
        world.arriveLate();
        if (typed) world.type(typed);
        if (heard) world.send({ type: "heard", revision: world.server.revision });
        world.settle();
        expect(world.state.conflict).toBeNull();
        expect(world.server.source).toBe(typed || "two");
      }
    }
  });

  test("the very text that was on its way before a reload may arrive twice", () => {
    const world = new World();
    world.type("one");
    world.send({ type: "due" });
    world.crash();
    // The new page sends it as well, and goes on before it is answered.
    world.send({ type: "due" });
    world.type("one and more");
    world.arriveLate();
    world.settle();
    expect(world.state.conflict).toBeNull();
    expect(world.server.source).toBe("one and more");
  });

  test("another author's save follows into a clean editor and asks in a dirty one", () => {
    const clean = new World();
    clean.accept("theirs");
    clean.settle();
    expect(clean.model).toBe("theirs");

    const dirty = new World();
    dirty.type("mine");
    dirty.accept("theirs");
    dirty.settle();
    expect(dirty.model).toBe("mine");
    expect(dirty.state.conflict?.theirs.source).toBe("theirs");
    dirty.resolve("mine and theirs");
    dirty.settle();
    expect(dirty.server.source).toBe("mine and theirs");
  });

  test("changes of different lines are merged, by whichever way they meet; of the same line it asks, naming who", () => {
    for (const way of ["refused", "heard", "reload"]) {
      const world = new World();
      world.type("1\n2\n3");
      world.send({ type: "due" });
      world.arrive();
      world.answer(false);
      world.type("1\n2\nmine");
      if (way === "refused") world.send({ type: "due" });
      world.accept("theirs\n2\n3");
      if (way === "reload") world.crash();
      world.settle();
      expect(world.state.conflict).toBeNull();
      expect(world.server.source, way).toBe("theirs\n2\nmine");
      expect(world.merges).toBe(1);

      world.type("my\n2\nmine");
      world.accept("their\n2\nmine");
      world.server = { ...world.server, by: "Artur", at: 7 } as typeof world.server;
      world.settle();
      expect(world.state.conflict).toMatchObject({
        theirs: { source: "their\n2\nmine", by: "Artur", at: 7 },
        base: "theirs\n2\nmine",
      });
    }
  });

  test("a discard says so until its save is answered, also after a lost answer; going back on it does not", () => {
    const world = new World();
    const acts: unknown[] = [];
    const run = world.run.bind(world);
    world.run = (effect) => {
      if (effect.type === "send") acts.push(effect.act);
      run(effect);
    };
    const discard = { kind: "discard", version: 1 } as const;
    world.send({ type: "acting", act: discard });
    world.type("live");
    world.send({ type: "flush" });
    world.arrive();
    world.answer(true);
    world.settle();
    world.type("more");
    world.settle();
    world.send({ type: "acting", act: discard });
    world.type("live");
    world.type("more");
    world.type("other");
    world.settle();
    expect(acts).toEqual([discard, undefined, undefined]);
  });

  test("a refusal that does not heal waits for the author, who keeps typing", () => {
    const world = new World();
    world.type("x");
    world.send({ type: "due" });
    world.requests = [];
    world.timer = false;
    world.send({ type: "failed", problem: { kind: "server", message: "Too large", retry: false } });
    expect(world.timer).toBe(false);
    world.type("y");
    expect(world.timer).toBe(true);
    expect(world.storage?.source).toBe("y");
  });

  test("undoing everything leaves nothing to save", () => {
    const world = new World();
    world.type("x");
    world.type("start");
    expect(world.storage).toBeNull();
    world.settle();
    expect(world.saves).toBe(0);
  });
});
