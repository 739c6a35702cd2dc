import { Fault } from "@scriptyard/model";
import type { FastifyRequest } from "fastify";

/**
 * A form counts only when our own page sent it. The session's cookie is SameSite=Lax and so is not sent with another
 * site's form; the browser's own word on where the form comes from is the second fence.
 *
 * @throws Fault `forbidden`
 */
export function requireOwnForm(request: FastifyRequest, publicUrl: string | null): void {
  const { origin, host } = request.headers;
  const site = request.headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin") throw refused();
  // `no-referrer` makes some browsers send `Origin: null` with our own form; then Sec-Fetch-Site has spoken.
  if (origin === undefined || (origin === "null" && site === "same-origin")) return;
  if (origin === publicUrl || (URL.canParse(origin) && new URL(origin).host === host)) return;
  throw refused();
}

const refused = (): Fault => new Fault("forbidden", "This form was sent from another site.");
