import type { FastifyReply, FastifyRequest } from "fastify";

const secretCookie = "scriptyard_flow";
const typedCookie = "scriptyard_typed";
const longestTyped = 3_000;

export type FlowCookies = {
  secret(request: FastifyRequest): string | null;
  keepSecret(reply: FastifyReply, secret: string): void;
  /** What was typed into the form that came back, once. */
  takeTyped(request: FastifyRequest, reply: FastifyReply): { [name: string]: string };
  keepTyped(reply: FastifyReply, typed: { [name: string]: string }): void;
};

/**
 * Cookies of one session's page. Their path is the session's own, so that two sessions side by side do not mix and no
 * other page ever receives them. Lax, not Strict: a redirect to another site comes back with a plain navigation.
 */
export function flowCookies(path: string, secure: boolean): FlowCookies {
  const base = { path, httpOnly: true, sameSite: "lax", secure } as const;
  return {
    secret: (request) => request.cookies[secretCookie] ?? null,
    keepSecret: (reply, secret) => void reply.setCookie(secretCookie, secret, base),
    takeTyped(request, reply) {
      const kept = request.cookies[typedCookie];
      if (kept === undefined) return {};
      reply.clearCookie(typedCookie, base);
      return parseTyped(kept);
    },
    keepTyped(reply, typed) {
      const text = Buffer.from(JSON.stringify(typed)).toString("base64url");
      if (text.length <= longestTyped) reply.setCookie(typedCookie, text, { ...base, maxAge: 60 });
    },
  };
}

/** A cookie comes from outside: anything but a record of texts is as good as none. */
function parseTyped(text: string): { [name: string]: string } {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
    if (value === null || typeof value !== "object") return {};
    return Object.fromEntries(
      Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
    );
  } catch {
    return {};
  }
}
