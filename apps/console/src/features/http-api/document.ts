import { isObject } from "@scriptyard/model";

/** A JSON Schema of the document; references are looked up in `ApiDocument.schemas`. */
export type Schema = { [keyword: string]: unknown };

export type Parameter = { name: string; in: string; required: boolean; description: string; schema: Schema };
export type Answer = { status: string; description: string; type: string; schema: Schema | null };

export type Operation = {
  id: string;
  group: string;
  method: string;
  path: string;
  summary: string;
  description: string;
  /** What the token must have: a scope, or a role as `role:author`; null = no token. */
  needs: string | null;
  parameters: Parameter[];
  /** Null = takes no body. */
  body: Schema | null;
  answers: Answer[];
};

export type Group = { name: string; description: string; operations: Operation[] };
export type ApiDocument = {
  title: string;
  description: string;
  groups: Group[];
  schemas: Map<string, Schema>;
};

/**
 * The server's OpenAPI document as this page shows it. What it does not know it leaves out: the document may be of a newer
 * server.
 *
 * @throws Error when it is none
 */
export function readDocument(document: unknown): ApiDocument {
  if (!isObject<unknown>(document) || !isObject(document.paths))
    throw new Error("The server's answer is no description of its API.");
  const info = part(document.info);
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(part(item)).map(([method, one]) => operationOf(path, method, part(one))),
  );
  const groups = list(document.tags).map((tag) => {
    const name = text(tag.name);
    return {
      name,
      description: text(tag.description),
      operations: operations.filter((one) => one.group === name),
    };
  });
  return {
    title: text(info.title),
    description: text(info.description),
    groups: groups.filter((group) => group.operations.length > 0),
    schemas: new Map(
      Object.entries(part(part(document.components).schemas)).map(([name, one]) => [name, part(one)]),
    ),
  };
}

/** The schema a reference stands for, with its name. */
export function resolve(
  schema: Schema,
  schemas: ApiDocument["schemas"],
): { name: string | null; schema: Schema } {
  const name = /^#\/components\/schemas\/(.+)$/.exec(text(schema.$ref))?.[1];
  return name === undefined ? { name: null, schema } : { name, schema: schemas.get(name) ?? {} };
}

function operationOf(path: string, method: string, one: Schema): Operation {
  return {
    id: text(one.operationId),
    group: text(Array.isArray(one.tags) ? one.tags[0] : null),
    method: method.toUpperCase(),
    path,
    summary: text(one.summary),
    description: text(one.description),
    needs: needsOf(one.security),
    parameters: list(one.parameters).map((given) => ({
      name: text(given.name),
      in: text(given.in),
      required: given.required === true,
      description: text(given.description),
      schema: part(given.schema),
    })),
    body: one.requestBody === undefined ? null : contentOf(one.requestBody).schema,
    answers: Object.entries(part(one.responses)).map(([status, answer]) => ({
      status,
      description: text(part(answer).description),
      ...contentOf(answer),
    })),
  };
}

/** An operation that says nothing takes any token. */
function needsOf(security: unknown): string | null {
  if (security === undefined) return "";
  const [first] = list(security);
  if (first === undefined) return null;
  return Array.isArray(first.token) ? text(first.token[0]) : "";
}

function contentOf(holder: unknown): { type: string; schema: Schema | null } {
  const [found] = Object.entries(part(part(holder).content));
  if (found === undefined) return { type: "", schema: null };
  return { type: found[0], schema: part(part(found[1]).schema) };
}

const part = (value: unknown): Schema => (isObject<unknown>(value) ? (value as Schema) : {});
const list = (value: unknown): Schema[] => (Array.isArray(value) ? value.map(part) : []);
const text = (value: unknown): string => (typeof value === "string" ? value : "");
