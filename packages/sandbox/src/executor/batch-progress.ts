import { failedOutcome, type Json, type Outcome, type ScriptError } from "@scriptyard/model";
import type { BjsonFormat } from "../engine/layout.ts";
import type { Batch } from "../types.ts";
import type { BatchPart } from "./batch.ts";
import { partOutcomes } from "./batch-outcome.ts";
import { type Pack, packInputs } from "./batch-packs.ts";
import type { Profile } from "./profile.ts";

/**
 * Where a batch stands, for whoever drives it: which inputs come next, and what is known of the others. Inputs are
 * answered in order; those that may not run are stepped over.
 */
export class BatchProgress {
  readonly packs: readonly Pack[];
  readonly outcomes: Outcome[] = [];
  private readonly refused: Map<number, Outcome>;
  private readonly count: number;
  private readonly profile: Profile;
  private readonly format: BjsonFormat | null;

  constructor(batch: Batch, profile: Profile, format: BjsonFormat | null) {
    const { packs, refused } = packInputs(batch.inputs, format, {
      inputBytes: profile.limits.inputBytes,
      constantBytes: profile.constantBytes,
    });
    this.packs = packs;
    this.refused = new Map([...refused].map(([index, error]) => [index, failedOutcome(error)]));
    this.count = batch.inputs.length;
    this.profile = profile;
    this.format = format;
  }

  get done(): boolean {
    return this.outcomes.length >= this.count;
  }

  /** Inputs `from … end - 1` may run next; null when every input has its outcome. */
  next(): { from: number; end: number } | null {
    for (;;) {
      const known = this.refused.get(this.outcomes.length);
      if (!known) break;
      this.outcomes.push(known);
    }
    const from = this.outcomes.length;
    if (from >= this.count) return null;
    let end = this.count;
    for (const index of this.refused.keys()) if (index > from && index < end) end = index;
    return { from, end };
  }

  /** Takes a part up, if it is the one that comes next. */
  add(part: BatchPart, queueUs: number): void {
    for (const outcome of partOutcomes(part, this.profile, this.format, queueUs)) this.outcomes.push(outcome);
  }

  /** One input never answers: those before it run without it. */
  refuse(index: number, outcome: Outcome): void {
    this.refused.set(index, outcome);
  }

  /** Whatever has no outcome yet ends with this one. */
  endWith(error: ScriptError): void {
    while (!this.done) this.outcomes.push(failedOutcome(error));
  }
}

/** @throws TypeError naming what is wrong with a batch. */
export function checkBatch({ inputs, isolation = "batch" }: Batch): void {
  if (isolation !== "batch") {
    throw new TypeError(`isolation must be "batch", got ${JSON.stringify(isolation)}`);
  }
  if (!Array.isArray(inputs)) {
    throw new TypeError(`inputs must be a list with a list of arguments per input, got ${typeof inputs}`);
  }
  const wrong = (inputs as readonly (Json | undefined)[]).findIndex((args) => !Array.isArray(args));
  if (wrong >= 0) throw new TypeError(`inputs[${wrong}] must be a list: the hook's arguments for one input`);
}
