import { mergeTexts } from "@scriptyard/model";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type DraftEffect,
  type DraftEvent,
  type DraftState,
  draftStep,
  freshDraft,
  isDirty,
  type KeptText,
  restoreDraft,
} from "./machine.ts";

/** A server with compare-and-set, a network that loses things, a browser that crashes, and another author. */
class World {
  server = { revision: 1, source: "start" };
  history = new Map<number, string>([[1, "start"]]);
  storage: KeptText | null = null;
  state: DraftState = freshDraft(this.server);
  /** What the author sees in the editor. */
  model = "start";
  requests: { source: string; baseRevision: number }[] = [];
  responses: DraftEvent[] = [];
  fetches = 0;
  heard: number[] = [];
  timer = false;
  /** Texts the author typed or has had before the eyes. */
  seen = new Set<string>(["start"]);
  saves = 0;
  merges = 0;

  send(event: DraftEvent): void {
    const step = draftStep(this.state, event);
    this.state = step.state;
    for (const effect of step.effects) this.run(effect);
    this.check();
  }

  run(effect: DraftEffect): void {
    if (effect.type === "keep") this.storage = effect.text;
    if (effect.type === "forget") this.storage = null;
    if (effect.type === "schedule") this.timer = true;
    if (effect.type === "send") {
      expect(this.requests.length + this.responses.length, "one save in flight").toBe(0);
      this.requests.push({ source: effect.source, baseRevision: effect.baseRevision });
    }
    if (effect.type === "fetch") this.fetches++;
    if (effect.type === "replace") {
      this.model = effect.source;
      this.seen.add(effect.source);
      // Its changes are in the text in front.
      if (effect.merged) this.seen.add(effect.merged.source);
      if (effect.merged) this.merges++;
    }
  }

  check(): void {
    expect(this.state.text, "the machine's text is the editor's").toBe(this.model);
    const somewhere = this.storage?.source === this.model || [...this.history.values()].includes(this.model);
    expect(somewhere, `"${this.model}" is kept somewhere`).toBe(true);
  }

  /** The request reaches the server. */
  arrive(): void {
    const request = this.requests.shift();
    if (!request) return;
    if (request.baseRevision === this.server.revision) {
      expect([...this.seen], "only texts the author saw are overwritten").toContain(this.server.source);
      this.accept(request.source);
      this.saves++;
      this.responses.push({ type: "saved", revision: this.server.revision });
    } else this.responses.push({ type: "refused", theirs: { ...this.server } });
  }

  accept(source: string): void {
    this.server = { revision: this.server.revision + 1, source };
    this.history.set(this.server.revision, source);
    this.heard.push(this.server.revision);
  }

  answer(lost: boolean): void {
    const response = this.responses.shift();
    if (!response) return;
    if (lost) {
      this.send({ type: "failed", problem: { kind: "offline", message: "no network", retry: true } });
      return;
    }
    this.send(response);
  }

  loseRequest(): void {
    if (this.requests.shift())
      this.send({ type: "failed", problem: { kind: "offline", message: "no network", retry: true } });
  }

  fetchAnswer(): void {
    if (this.fetches === 0) return;
    this.fetches--;
    this.send({ type: "fetched", draft: { ...this.server } });
  }

  type(text: string): void {
    this.model = text;
    this.seen.add(text);
    this.send({ type: "edited", text });
  }

  crash(): void {
    const before = this.model;
    // A request on its way may still arrive after the page is gone.
    this.requests = [];
    this.responses = [];
    this.fetches = 0;
    this.heard = [];
    this.timer = false;
    const base = this.storage && this.history.get(this.storage.baseRevision);
    // Not every revision is in the server's history.
    const known = this.merges % 2 === 0 ? (base ?? null) : null;
    const merged = this.merges;
    const step = this.storage ? restoreDraft(this.server, this.storage, known) : null;
    this.state = step ? step.state : freshDraft(this.server);
    this.model = this.state.text;
    for (const effect of step?.effects ?? []) this.run(effect);
    if (!this.state.conflict) this.seen.add(this.model);
    if (this.merges > merged) expect(mergeTexts(base!, before, this.server.source).text).toBe(this.model);
    else if (before !== this.model) expect([...this.history.values()], "restored or saved").toContain(before);
  }

  resolve(text: string): void {
    if (!this.state.conflict) return;
    this.seen.add(this.state.conflict.theirs.source);
    this.seen.add(text);
    this.model = text;
    this.send({ type: "resolved", text });
    this.model = this.state.text;
  }

  settle(): void {
    for (let i = 0; i < 60; i++) {
      if (this.requests.length) this.arrive();
      else if (this.responses.length) this.answer(false);
      else if (this.fetches) this.fetchAnswer();
      else if (this.heard.length) this.send({ type: "heard", revision: this.heard.shift()! });
      else if (this.timer) {
        this.timer = false;
        this.send({ type: "due" });
      } else if (this.state.problem) this.send({ type: "online" });
      else return;
    }
    throw new Error("the machine does not come to rest");
  }
}

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
