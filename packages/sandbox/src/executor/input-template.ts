import type { Json } from "@scriptyard/model";
import type { Handle, Pointer } from "../engine/brands.ts";
import type { Machine, RestorePlan } from "../engine/machine.ts";
import { fits, type Leaf, type Shape } from "./input-shape.ts";

/**
 * Arguments of one shape as they lie in the guest's memory, their values left open. A run puts the pages back and writes its
 * values into them, where otherwise the guest would parse text: a sixth of the time for 400 bytes.
 */
export type InputTemplate = {
  readonly shape: Shape;
  /** Null when the guest's values were not found where they should be. */
  readonly slots: readonly Slot[] | null;
  /** Bytes of JSON that arguments of this shape have at most. */
  readonly maxBytes: number;
  /** The armed image and the arguments in it; null until the shape was seen twice. Scrubbing goes by the image's own plan. */
  plan: RestorePlan | null;
};

/** Where a leaf goes: into a value, into a string, or from a section's first character on. */
export type Slot =
  | { readonly kind: "plain"; readonly at: Handle }
  | { readonly kind: "text" | "section"; readonly at: Pointer };

/** JSON of a shape with nothing in it, and how to hand it to the guest. */
export type Blank = {
  readonly op: "input" | "sections";
  readonly text: string;
  /** Where the sections begin in it. */
  readonly headLength: number;
  readonly maxBytes: number;
};

/** Strings as long as their room, zeros for plain values, blanks for sections: the guest parses this once per template. */
export function blankOf(shape: Shape): Blank {
  const sections: [number, string, number, number][] = [];
  let body = 0;
  let maxBytes = 0;
  const value = (part: Shape, argument: number, name: string): string => {
    switch (part.kind) {
      case "text":
        maxBytes += part.room * MAX_ESCAPED;
        return JSON.stringify(" ".repeat(part.room));
      case "plain":
        maxBytes += MAX_NUMBER;
        return "0";
      case "section":
        sections.push([argument, name, body, body + part.room]);
        body += part.room;
        return "null";
      case "list":
        return `[${part.items.map((item) => value(item, argument, name)).join(",")}]`;
      case "object":
        return `{${part.names.map((key, i) => `${JSON.stringify(key)}:${value(part.members[i]!, argument, key)}`).join(",")}}`;
    }
  };
  const items = shape.kind === "list" ? shape.items : [];
  const args = `[${items.map((item, i) => value(item, i, "")).join(",")}]`;
  const head = sections.length === 0 ? args : `[${args},${JSON.stringify(sections)}]\n`;
  const op = sections.length === 0 ? "input" : "sections";
  // A section begins as `null`, so that it is JSON before anything is written into it.
  const text = head + sections.map(([, , from, to]) => "null".padEnd(to - from)).join("");
  return { op, text, headLength: head.length, maxBytes: maxBytes + Buffer.byteLength(head) + body };
}

/** What the guest was given: its list of arguments, and the string that came from. */
export type Given = { readonly args: Handle; readonly text: Pointer };

/**
 * Follows the guest's values from its list of arguments to every open place. Null when something else is there: such
 * arguments cross as text.
 */
export function findSlots(machine: Machine, given: Given, shape: Shape, blank: Blank): Slot[] | null {
  const { values } = machine.layout;
  if (!values) return null;
  const { writer } = machine;
  const slots: Slot[] = [];
  const isLatin1 = writer.length(given.text) === blank.text.length;
  let section = given.text + values.charsAt + blank.headLength;
  const visit = (part: Shape, at: Handle): boolean => {
    const [low, high, target] = [writer.low(at), writer.high(at), writer.target(at)];
    const isObject = high === values.objectTag;
    switch (part.kind) {
      case "plain":
        slots.push({ kind: "plain", at });
        return low === 0 && (high === values.intTag || high === values.floatAddend);
      case "text":
        slots.push({ kind: "text", at: target });
        return high === values.stringTag && writer.length(target) === part.room;
      case "section":
        slots.push({ kind: "section", at: section as Pointer });
        section += part.room;
        return isLatin1;
      case "list":
        return (
          isObject && part.items.every((item, i) => visit(item, writer.member(target, values.itemsAt, i)))
        );
      case "object":
        return (
          isObject &&
          part.members.every((member, i) => visit(member, writer.member(target, values.propsAt, i)))
        );
    }
  };
  return visit(shape, given.args) && areApart(slots) ? slots : null;
}

/** An engine might share equal strings: then one value would be written over another. */
function areApart(slots: readonly Slot[]): boolean {
  return new Set(slots.map(({ at }) => at)).size === slots.length;
}

/**
 * False when a text has characters beyond latin-1, or a value is not what its place is for: the memory is spoilt then, and the
 * arguments cross as text.
 */
export function writeLeaves(machine: Machine, slots: readonly Slot[], leaves: readonly Leaf[]): boolean {
  const { writer } = machine;
  for (let i = 0; i < slots.length; i++) {
    const slot = slots[i]!;
    const leaf = leaves[i]!;
    if (typeof leaf !== "string") {
      if (slot.kind !== "plain") return false;
      writer.scalar(slot.at, leaf);
    } else if (slot.kind === "section") machine.vm.bytes.latin1Write(leaf, slot.at, leaf.length);
    else if (slot.kind !== "text" || !writer.text(slot.at, leaf)) return false;
  }
  return true;
}

/** Templates of one armed image, the latest used first. Their plans are as large as the image's own. */
export class InputTemplates {
  /** Shape of the template that was made last, until somebody has noted it. */
  made: Shape | null = null;
  private readonly templates: InputTemplate[] = [];
  private readonly onBytes: (change: number) => void;

  /** @param onBytes is told when the plans grow, or shrink */
  constructor(onBytes: (change: number) => void) {
    this.onBytes = onBytes;
  }

  get bytes(): number {
    return this.templates.reduce((sum, { plan }) => sum + (plan?.bytes ?? 0), 0);
  }

  /** The values go to `leaves`. */
  find(args: readonly Json[], leaves: Leaf[]): InputTemplate | undefined {
    const { templates } = this;
    for (let i = 0; i < templates.length; i++) {
      const template = templates[i]!;
      if (!fits(template.shape, args, leaves)) continue;
      if (i > 0) {
        templates.splice(i, 1);
        templates.unshift(template);
      }
      return template;
    }
    return undefined;
  }

  add(template: InputTemplate): void {
    this.templates.unshift(template);
    this.made = template.shape;
    if (this.templates.length <= MAX_TEMPLATES) return;
    const { plan } = this.templates.pop()!;
    if (plan) this.onBytes(-plan.bytes);
  }

  keep(template: InputTemplate, plan: RestorePlan): void {
    template.plan = plan;
    this.onBytes(plan.bytes);
  }
}

const MAX_TEMPLATES = 8;
/** Bytes of JSON that one character may take, and a number. */
const MAX_ESCAPED = 6;
const MAX_NUMBER = 25;
