import type { ApiToken, FaultCode, TokenRole, TokenScope } from "@scriptyard/model";
import type { Actor } from "@scriptyard/runner";
import type { FastifyReply } from "fastify";
import type { z } from "zod";
import type { Cost } from "../bounds/costs.ts";
import type { Services } from "../context.ts";

/**
 * What a token must be. `open`, for what only runs things that are live: one with the scope; a role: whatever reads or
 * changes what will run; `admin`, for what is of the whole installation: one with the scope, of no single realm, whose maker is
 * an admin still. Left out, it does not compile: no route is open by having forgotten.
 */
export type RouteAccess =
  | { role: "open"; scope: TokenScope }
  | { role: TokenRole; scope?: never }
  | { role: "admin"; scope: "realms" | "move" | "secrets" };

/** What a handler of the HTTP API gets. Token, role and realm are checked already; `body` has passed the route's schema. */
export type RestCall<Params, Body> = {
  services: Services;
  token: ApiToken;
  /** Whom the token acts for (null on an open route), for the runner's records, and whether anybody still waits. */
  actor: Actor;
  params: Params;
  query: URLSearchParams;
  headers: { [name: string]: string | string[] | undefined };
  body: Body;
  reply: FastifyReply;
};

/** One address of the HTTP API: declared once, registered and documented from here. */
export type RestRoute<Params extends { [name: string]: string } = never, Body = never> = RouteAccess & {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  /** With fastify's `:name` parameters. */
  path: string;
  /** Given where it costs much: bounded per person and realm by the table in `bounds/costs.ts`. */
  cost?: Cost;
  /** Bodies of so many bytes and more take turns with the large ones: what is done with them costs more than reading them. */
  turnFromBytes?: number;
  operationId: string;
  summary: string;
  description: string;
  params: { [K in keyof Params]: string };
  /** Optional parameters of the query; the handler reads and checks them. */
  query?: { [name: string]: { description: string; values?: readonly string[] } };
  headers?: { [name: string]: { description: string; required: boolean } };
  /** Absent: takes no body, or an archive. */
  body?: z.ZodType<Body>;
  /** The body is an archive of a realm, `application/zip`: a `Uint8Array`. */
  takesArchive?: true;
  /** Without a schema: answers an archive. */
  success: { status: 200 | 201; description: string; schema?: z.ZodType };
  faults: readonly FaultCode[];
  handle(call: RestCall<Params, Body>): Promise<unknown>;
};

export function defineRoute<Params extends { [name: string]: string }, Body = undefined>(
  route: RestRoute<Params, Body>,
): RestRoute<Params, Body> {
  return route;
}
