import { mergeTexts } from "@scriptyard/model";
import { expect } from "vitest";
import {
  type DraftEffect,
  type DraftEvent,
  type DraftState,
  draftStep,
  freshDraft,
  type KeptText,
  restoreDraft,
} from "../drafts/machine.ts";

/** A server with compare-and-set, a network that loses things, a browser that crashes, and another author. */
export class World {
  server = { revision: 1, source: "start" };
  history = new Map<number, string>([[1, "start"]]);
  storage: KeptText | null = null;
  state: DraftState = freshDraft(this.server);
  /** What the author sees in the editor. */
  model = "start";
  requests: { source: string; baseRevision: number }[] = [];
  /** Sent by a page that is gone: they may arrive whenever they like, and nobody hears the answer. */
  late: { source: string; baseRevision: number }[] = [];
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

  arriveLate(): void {
    const request = this.late.shift();
    if (request?.baseRevision === this.server.revision) this.accept(request.source);
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
    this.late.push(...this.requests);
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
