import { z } from "zod";

export const httpMethods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] as const;
export type HttpMethod = (typeof httpMethods)[number];

const hostExpression =
  /^(?:\*\.)?[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?(?::[0-9]{1,5})?$|^\[[0-9a-f:.]{2,45}\](?::[0-9]{1,5})?$/;

/** A host that scripts of a realm may call with `fetch`. */
export const httpRuleSchema = z.strictObject({
  /** `api.stripe.com`, with a port of its own `api.shop.example:8443`, or every name below one: `*.shop.example`. */
  host: z
    .string()
    .max(260)
    .regex(hostExpression, 'write a host in lower case, such as "api.stripe.com" or "*.shop.example"'),
  methods: z.array(z.enum(httpMethods)).min(1).max(httpMethods.length),
  /** It is one of ours: it may be at a private address, and without TLS. */
  internal: z.boolean().optional(),
});
export type HttpRule = z.infer<typeof httpRuleSchema>;

/** The rule that lets a call through; null where none does. The first that names host and method counts. */
export function httpRuleFor(
  rules: readonly HttpRule[],
  { protocol, hostname, port }: { protocol: string; hostname: string; port: string },
  method: string,
): HttpRule | null {
  const found = rules.find(
    (rule) =>
      namesHost(rule, { protocol, hostname, port }) &&
      (rule.methods as readonly string[]).includes(method) &&
      (protocol === "https:" || (protocol === "http:" && rule.internal === true)),
  );
  return found ?? null;
}

/** Whether a rule is about a host, whatever is done there. */
export function namesHost(
  { host }: Pick<HttpRule, "host">,
  { protocol, hostname, port }: { protocol: string; hostname: string; port: string },
): boolean {
  const at = host.lastIndexOf(":");
  const hasPort = at > host.lastIndexOf("]");
  const name = hasPort ? host.slice(0, at) : host;
  const usual = protocol === "https:" ? "443" : "80";
  if ((hasPort ? host.slice(at + 1) : usual) !== (port || usual)) return false;
  const own = hostname.replace(/\.$/, "");
  return name.startsWith("*.") ? own.endsWith(name.slice(1)) && own.length > name.length - 1 : own === name;
}
