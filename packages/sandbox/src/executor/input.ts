import type { Json } from "@scriptyard/model";
import type { Handle } from "../engine/brands.ts";
import type { GuestOp, Machine } from "../engine/machine.ts";
import type { Armed } from "./armed-images.ts";
import {
  fits,
  isPlainObject,
  isSection,
  type Leaf,
  SECTION_SIZE,
  type Shape,
  shapeOf,
} from "./input-shape.ts";
import { type Blank, blankOf, findSlots, type InputTemplate, writeLeaves } from "./input-template.ts";
import { toJsonText } from "./json.ts";
import type { Watch } from "./watch.ts";

/** Arguments on their way into the guest; their text, and what that text means, are made when they are needed. */
export type Input = { readonly args: readonly Json[]; text?: string; plain?: readonly Json[] };

/** Arguments of one run. @param text their JSON, where it is at hand */
export function inputOf(args: readonly Json[], text?: string): Input {
  return text === undefined ? { args } : { args, text };
}

type Place = { readonly machine: Machine; readonly watch: Watch; readonly armed: Armed };

/**
 * Restores an armed image with a run's arguments in it. Values of a small shape are written into memory that already holds
 * their objects; all others cross as JSON text, large members of an argument unparsed.
 *
 * Which way is taken follows from the arguments alone, and the first run of a shape leaves the same memory as a later one:
 * memory figures and limits are the same whatever ran before.
 *
 * @returns The size of the arguments where it is over the limit, else null.
 */
export function restoreWithInput(place: Place, input: Input, limitBytes: number): number | null {
  const leaves: Leaf[] = [];
  const template = place.armed.templates.find(input.args, leaves);
  if (!template || template.maxBytes > limitBytes) {
    const bytes = Buffer.byteLength(textOf(input));
    if (bytes > limitBytes) return bytes;
  }
  const done = template ? useTemplate(place, template, leaves) : makeTemplate(place, input);
  if (!done) restoreAndGive(place, encode(input));
  return null;
}

function restoreAndGive({ machine, watch, armed }: Place, given: { op: GuestOp; text: string }): Handle {
  machine.restore(armed.plan);
  watch.restartCount();
  return machine.callForValue(given.op, given.text);
}

function useTemplate(place: Place, template: InputTemplate, leaves: readonly Leaf[]): boolean {
  const { machine } = place;
  if (!template.slots) return false;
  if (template.plan) machine.restore(template.plan);
  else savePlan(place, template);
  return writeLeaves(machine, template.slots, leaves);
}

/** The second run of a shape keeps a plan; the first did not pay for that. */
function savePlan(place: Place, template: InputTemplate): void {
  const { machine, armed } = place;
  machine.scrub(armed.plan);
  restoreAndGive(place, blankOf(template.shape));
  armed.templates.keep(template, machine.extend(armed.plan));
}

/** Makes the template of a shape, and its plan, before the first run that is given such arguments. */
export function prepareFor(place: Place, shape: Shape): void {
  const blank = blankFor(place, shape);
  if (!blank) return;
  place.machine.scrub(place.armed.plan);
  const template = giveBlank(place, shape, blank);
  if (template.slots) place.armed.templates.keep(template, place.machine.extend(place.armed.plan));
}

/** Null where arguments of this shape cross as text. */
function blankFor({ armed }: Place, shape: Shape): Blank | null {
  if (bringsAdded(shape, armed)) return null;
  const blank = blankOf(shape);
  return blank.text.length > MAX_BLANK ? null : blank;
}

/** Restores the armed image with a shape's empty places in it. */
function giveBlank(place: Place, shape: Shape, blank: Blank): InputTemplate {
  const { machine, armed } = place;
  const list = restoreAndGive(place, blank);
  const slots = findSlots(machine, { args: list, text: machine.lastText }, shape, blank);
  const template = { shape, slots, maxBytes: blank.maxBytes, plan: null };
  armed.templates.add(template);
  return template;
}

function makeTemplate(place: Place, input: Input): boolean {
  const { machine, armed } = place;
  if (!machine.layout.values) return false;
  let { args } = input;
  let shape = shapeOf(args);
  if (!shape) {
    // What crossed a thread is plain JSON; what did not must end up the same.
    args = plainOf(input);
    shape = shapeOf(args);
  }
  if (!shape) return false;
  const leaves: Leaf[] = [];
  const known = armed.templates.find(args, leaves);
  if (known) return useTemplate(place, known, leaves);
  const blank = blankFor(place, shape);
  if (!blank) return false;
  const { slots } = giveBlank(place, shape, blank);
  // What a getter or a proxy says a second time may be something else: values are only written as they were checked.
  if (!fits(shape, args, leaves)) return false;
  return slots !== null && writeLeaves(machine, slots, leaves);
}

/** Whether arguments of this shape bring a member that arming puts there, or hide the way to it in a section. */
function bringsAdded(shape: Shape, { added }: Armed): boolean {
  return added.some(({ at, path }) => {
    let part = shape.kind === "list" ? shape.items[at] : undefined;
    for (let i = 0; part && i < path.length; i++) {
      // The guest would find the way through a list by the number of an item.
      if (part.kind === "list") return true;
      if (part.kind !== "object") return false;
      part = part.members[part.names.indexOf(path[i]!)];
      if (part && (i === path.length - 1 || part.kind === "section")) return true;
    }
    return false;
  });
}

const MAX_BLANK = 64 << 10;

function textOf(input: Input): string {
  input.text ??= toJsonText(input.args);
  return input.text;
}

function plainOf(input: Input): readonly Json[] {
  input.plain ??= JSON.parse(textOf(input)) as Json[];
  return input.plain;
}

function encode(input: Input): { op: "input" | "sections"; text: string } {
  const text = textOf(input);
  if (text.length <= SECTION_SIZE) return { op: "input", text };
  const args = plainOf(input);
  const sections: [number, string, number, number][] = [];
  let body = "";
  const heads = args.map((arg, i) => {
    if (!isPlainObject(arg)) return JSON.stringify(arg);
    const members = Object.entries(arg).map(([name, value]) => {
      const member = JSON.stringify(value);
      const key = JSON.stringify(name);
      if (!isSection(value)) return `${key}:${member}`;
      sections.push([i, name, body.length, body.length + member.length]);
      body += member;
      return `${key}:null`;
    });
    return `{${members.join(",")}}`;
  });
  if (sections.length === 0) return { op: "input", text };
  return { op: "sections", text: `[[${heads.join(",")}],${JSON.stringify(sections)}]\n${body}` };
}
