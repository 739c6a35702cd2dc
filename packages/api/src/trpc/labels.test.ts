import { expect, test } from "vitest";
import type { z } from "zod";
import { restRoutes } from "../rest/all.ts";
import { appRouter } from "../router.ts";

/** What people write and others read, by where it comes in: on one line, or on several. */
const labels: Record<string, "label" | "prose"> = {
  "users.invite name": "label",
  "users.update name": "label",
  "session.redeem name": "label",
  "tokens.create name": "label",
  "realms.update title": "label",
  "realms.create title": "label",
  "POST /api/v1/realms title": "label",
  "PATCH /api/v1/realms/:realm title": "label",
  "flows.create title": "label",
  "flows.rename title": "label",
  "flows.saveDraft graph.nodes[].title": "label",
  "flows.saveDraft graph.edges[].outcome": "label",
  "flows.publish note": "prose",
  "flows.rollback note": "prose",
  "samples.save name": "label",
  "samples.save description": "prose",
  "samples.fromExecution name": "label",
  "scripts.create description": "prose",
  "scripts.updateSettings description": "prose",
  "scripts.updateSettings basedOn.description": "prose",
  "versions.publish note": "prose",
  "versions.rollback note": "prose",
  "versions.retire note": "prose",
  "realms.import note": "prose",
  "errors.comment text": "prose",
  "errors.editComment text": "prose",
  "triggers.create description": "prose",
  "triggers.update description": "prose",
  "policy.update policy.levels{}.description": "prose",
  "POST /api/v1/realms/:realm/flows title": "label",
  "PATCH /api/v1/realms/:realm/flows/:flow title": "label",
  "POST /api/v1/realms/:realm/flows/:flow/draft graph.nodes[].title": "label",
  "POST /api/v1/realms/:realm/flows/:flow/publish note": "prose",
  "POST /api/v1/realms/:realm/flows/:flow/rollback note": "prose",
  "POST /api/v1/realms/:realm/triggers description": "prose",
  "PATCH /api/v1/realms/:realm/triggers/:trigger description": "prose",
};
/** Other free text, by its last name: looked for, compared or run, and never shown as the name of something. */
const noLabels = new Set(
  "headers source password current next token hook template seed text action cursor lastEventId idempotencyKey email timeZone scriptId script secret redirectState hostId typed topic topics user outcome effect path prefix query body basedOn only except overwrite key owner value url error".split(
    " ",
  ),
);

/** Judged by the runner: as slugs, at once with the rest of the form, or as names of the language. */
const judgedLater = new Set([
  "triggers.create name",
  "triggers.update name",
  "references.planRename newName",
  "references.rename newName",
]);

type Found = { path: string; schema: z.ZodType };

/** Every place of an input that takes any text. */
function texts(schema: z.ZodType, path: string): Found[] {
  const { def } = schema as unknown as { def: { type: string; [name: string]: unknown } };
  const inner = (name: string, at = path) => texts(def[name] as z.ZodType, at);
  switch (def.type) {
    case "string":
      return takes(schema, "x y!") ? [{ path, schema }] : [];
    case "optional":
    case "nullable":
    case "default":
    case "prefault":
    case "readonly":
    case "nonoptional":
      return inner("innerType");
    case "pipe":
      // What the first lets through the second may still refuse.
      return inner((def.out as z.ZodType).def.type === "transform" ? "in" : "out");
    case "array":
      return inner("element", `${path}[]`);
    case "record":
      return inner("valueType", `${path}{}`);
    case "object":
      return Object.entries(def.shape as Record<string, z.ZodType>).flatMap(([name, one]) =>
        texts(one, path === "" ? name : `${path}.${name}`),
      );
    case "union":
      return (def.options as z.ZodType[]).flatMap((one) => texts(one, path));
    default:
      return [];
  }
}

const lastOf = (path: string) =>
  path
    .split(/[.[\]{}]+/)
    .filter(Boolean)
    .at(-1) ?? "";
const takes = (schema: z.ZodType, value: string) => schema.safeParse(value).success;

const procedures = Object.entries(
  appRouter._def.procedures as unknown as Record<string, { _def: { inputs: z.ZodType[] } }>,
).map(([name, { _def }]) => ({ door: name, inputs: _def.inputs }));
const routes = restRoutes.map(({ method, path, body }) => ({
  door: `${method} ${path}`,
  inputs: body ? [body as z.ZodType] : [],
}));
const all = [...procedures, ...routes].flatMap(({ door, inputs }) =>
  inputs.flatMap((input) => texts(input, "").map((found) => ({ ...found, name: `${door} ${found.path}` }))),
);

test("every text that comes in is a label or a prose of the list above, or is none for a reason", () => {
  const unknown = all.filter(({ name, path }) => {
    const last =
      path
        .split(/[.[\]{}]+/)
        .filter(Boolean)
        .at(-1) ?? "";
    return labels[name] === undefined && !judgedLater.has(name) && !noLabels.has(last);
  });
  expect(unknown.map(({ name }) => name)).toEqual([]);
  // And the lists have nothing that is not there.
  const lasts = new Set(all.map(({ path }) => lastOf(path)));
  expect([...noLabels].filter((name) => !lasts.has(name))).toEqual([]);
  const names = new Set(all.map(({ name }) => name));
  expect([...Object.keys(labels), ...judgedLater].filter((name) => !names.has(name))).toEqual([]);
});

const hostile = [
  "a\u0000b",
  "a\u202eb",
  "a\u2066b",
  "a\u200bb",
  "a\u2028b",
  "a\ud800",
  "\u001b[31ma",
  "a\ufeffb",
];

test.each(Object.entries(labels))("%s: nothing that does not show", (name, kind) => {
  for (const { schema } of all.filter((one) => one.name === name)) {
    expect(hostile.filter((text) => takes(schema, text))).toEqual([]);
    expect(takes(schema, "a\nb")).toBe(kind === "prose");
    expect(schema.parse("  👩‍💻 team ")).toBe("👩‍💻 team");
  }
});
