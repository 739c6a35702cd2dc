import { cookieSite, goneSignal, type Services } from "@scriptyard/api";
import { Fault, type Flow, type FlowSession, newId, type Realm } from "@scriptyard/model";
import { type Actor, type FlowAnswer, type FlowDoor, parseJson } from "@scriptyard/runner";
import type { FastifyReply, FastifyRequest } from "fastify";
import { browserCookie, type FlowCookies, flowCookies } from "./cookies.ts";
import { parseForm, readForm } from "./form.ts";
import { renderAnswer } from "./render/answers.ts";
import { createVisitors, type VisitorOptions } from "./visitor.ts";

/** `publicUrl`: as people see the server; null = wherever they ask. */
export type PageOptions = {
  services: Services;
  secure: boolean;
  publicUrl: string | null;
  visitors: VisitorOptions;
};

type Names = { realm: string; flow: string };
type StartRequest = FastifyRequest<{ Params: Names }>;
type SessionRequest = FastifyRequest<{
  Params: Names & { id: string };
  Querystring: Returned & { k?: string };
}>;
type ResumeRequest = FastifyRequest<{ Querystring: Returned }>;
/** Query of the address a user comes back by. */
type Returned = { state?: string; [name: string]: unknown };
type FormRequest = FastifyRequest<{ Params: Names & { id: string }; Body: string }>;

export type FlowPage = {
  start: (request: StartRequest, reply: FastifyReply) => Promise<FastifyReply>;
  show: (request: SessionRequest, reply: FastifyReply) => Promise<FastifyReply>;
  submit: (request: FormRequest, reply: FastifyReply) => Promise<FastifyReply>;
  /** Where other sites send a user back to: they know only the `state` they were given. */
  resume: (request: ResumeRequest, reply: FastifyReply) => Promise<FastifyReply>;
};

/** Handlers of the page. After every step the browser is sent to the session's plain address: reloading repeats nothing. */
export function createFlowPage({ services, secure, publicUrl, visitors }: PageOptions): FlowPage {
  const { runner, store, basePath } = services;
  const visitorOf = createVisitors(visitors);
  const pathOf = (realm: string, flow: string) => `${basePath}/f/${realm}/${flow}`;
  const sessionPath = (realm: string, flow: string, id: string) => `${pathOf(realm, flow)}/s/${id}`;
  const browsers = browserCookie(({ headers }) => cookieSite(publicUrl, headers.host, secure, basePath));

  return {
    async start(request, reply) {
      const { realm, flow } = request.params;
      const answer = await runner.startFlow(
        {
          realm,
          flow,
          mode: "live",
          origin: "page",
          browser: browsers.keep(request, reply),
          context: {},
          page: visitorOf(request),
        },
        actor(reply),
      );
      const path = sessionPath(realm, flow, answer.sessionId);
      flowCookies(path, secure).keepSecret(reply, answer.secret!);
      return reply.redirect(path, 303);
    },

    async show(request, reply) {
      const place = await placeOf(request.params);
      const { k, state, ...returned } = request.query;
      if (typeof k === "string") {
        await claim(request, reply, place, k);
        return reply.redirect(place.path, 303);
      }
      const held = holdOf(place, request);
      if (typeof state === "string") {
        await runner.submitFlow({ ...held, form: textsOf(returned), redirectState: state }, actor(reply));
        return reply.redirect(place.path, 303);
      }
      const answer = await runner.submitFlow({ ...held, form: null }, actor(reply));
      return send(reply, place, answer, place.cookies.takeTyped(request, reply));
    },

    async submit(request, reply) {
      const place = await placeOf(request.params);
      const held = holdOf(place, request);
      const asked = await runner.submitFlow({ ...held, form: null }, actor(reply));
      if (asked.action === "challenge") {
        const { form, step, typed } = readForm(parseForm(request.body), asked.block);
        const answer = await runner
          .submitFlow({ ...held, form, ...(step === undefined ? {} : { step }) }, actor(reply))
          .catch(movedMeanwhile);
        if (answer && comesBack(answer)) place.cookies.keepTyped(reply, typed);
      }
      return reply.redirect(place.path, 303);
    },

    async resume(request, reply) {
      const state = request.query.state ?? "";
      const session = await store.flowSessions.byId(sessionIdIn(state));
      const realm = session && (await store.realms.byId(session.realmId));
      const flow = session && (await store.flows.byId(session.flowId));
      if (!session || !realm || !flow) throw new Fault("not_found", "There is no such session.");
      const path = sessionPath(realm.name, flow.name, session.id);
      return reply.redirect(`${path}${new URL(request.url, "http://localhost").search}`, 303);
    },
  };

  /**
   * The one-time link: from here on the session is this browser's, and its secret in the cookie. A trial is opened by the
   * console's own frame; browsers that do not say where a request comes from (over plain http none does) have the link
   * alone, which worked for nobody before.
   */
  async function claim(request: FastifyRequest, reply: FastifyReply, place: Place, ticket: string) {
    const site = request.headers["sec-fetch-site"];
    if (place.session.origin === "console" && site !== undefined && site !== "same-origin")
      throw new Fault("forbidden", "A trial is opened by the console alone.");
    const browser = browsers.keep(request, reply);
    const { secret } = await runner.claimFlow({ sessionId: place.session.id, ticket, browser });
    place.cookies.keepSecret(reply, secret);
  }

  /** What this browser brings for the session: its secret, and its own. */
  function holdOf({ session, cookies }: Place, request: FastifyRequest): Held {
    const secret = cookies.secret(request);
    if (secret === null) throw new Fault("not_found", "This browser did not start that session.");
    return { sessionId: session.id, secret, door: { kind: "page", browser: browsers.read(request) } };
  }

  /** The session in the address; one of another realm or flow does not exist there. */
  async function placeOf(params: Names & { id: string }): Promise<Place> {
    const [realm, session] = await Promise.all([
      store.realms.byName(params.realm),
      store.flowSessions.byId(params.id),
    ]);
    // By its id: a walk goes on where its flow was deleted, also when another has its name by now.
    const flow = session && (await store.flows.byId(session.flowId));
    if (!realm || !session || !flow || session.realmId !== realm.id || flow.name !== params.flow)
      throw new Fault("not_found", "There is no such session.");
    const path = sessionPath(realm.name, flow.name, session.id);
    const start = pathOf(realm.name, flow.name);
    return { realm, flow, session, path, start, basePath, cookies: flowCookies(path, secure) };
  }
}

type Held = { sessionId: string; secret: string; door: FlowDoor };
type Place = {
  realm: Realm;
  flow: Flow;
  session: FlowSession;
  /** Of the session's page, and of the page that starts the flow anew. */
  path: string;
  start: string;
  basePath: string;
  cookies: FlowCookies;
};

function send(
  reply: FastifyReply,
  place: Place,
  answer: FlowAnswer,
  typed: { [name: string]: string },
): FastifyReply {
  const { realm, flow, session, path, start, basePath } = place;
  const text = renderAnswer(answer, {
    realm,
    flowTitle: flow.title || flow.name,
    mark: markOf(session),
    action: path,
    restart: start,
    basePath,
    typed,
  });
  return reply.type("text/html; charset=utf-8").send(text);
}

/** What is not a visitor's walk says so on every page. */
function markOf({ mode, origin }: FlowSession): "Draft" | "Trial" | null {
  if (mode === "draft") return "Draft";
  return origin === "console" ? "Trial" : null;
}

const actor = (reply: FastifyReply): Actor => ({
  userId: null,
  requestId: newId("req"),
  gone: goneSignal(reply.raw),
});

/** What the other site sent along, for a script that wants to see it. */
function textsOf(query: { [name: string]: unknown }): { [name: string]: string } {
  const texts = Object.entries(query).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  return Object.fromEntries(
    texts.slice(0, 30).map(([name, value]) => [name.slice(0, 64), value.slice(0, 2_000)]),
  );
}

/** Another tab was faster: the redirect shows where the session stands. */
function movedMeanwhile(error: unknown): null {
  if (error instanceof Fault && error.code === "conflict") return null;
  throw error;
}

/** Whether the answer is the same form with messages at its fields. */
function comesBack(answer: FlowAnswer): boolean {
  if (answer.action !== "challenge") return false;
  return answer.block?.parts.some((part) => part.type === "field" && part.error !== undefined) ?? false;
}

/** Read without trust: the runner verifies the signature before the state counts. */
function sessionIdIn(state: string): string {
  try {
    const body = parseJson(Buffer.from(state.split(".", 1)[0] ?? "", "base64url"), "The state") as {
      sessionId?: unknown;
    };
    return typeof body.sessionId === "string" ? body.sessionId : "";
  } catch {
    return "";
  }
}
