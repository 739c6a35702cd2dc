import { CommandError } from "../command-error.ts";

/**
 * `fetch` that goes where it is sent and nowhere else: a redirect would carry tokens, passwords and whole realms to whatever
 * address a server, or somebody before it, names.
 *
 * @throws CommandError naming where it was to go
 */
export async function fetchHere(target: string | URL | Request, init?: object): Promise<Response> {
  const answer = await fetch(target, { ...(init as RequestInit), redirect: "manual" });
  if (answer.status < 300 || answer.status > 399) return answer;
  await answer.body?.cancel();
  const asked = new URL(target instanceof Request ? target.url : target);
  const location = answer.headers.get("location") ?? "";
  const to = URL.canParse(location, asked.href) ? new URL(location, asked) : null;
  throw new CommandError(
    `${asked.origin} sends callers on to ${to === null ? "another address" : `${to.origin}${to.pathname}`}. Nothing was sent there: name the server's own address with --server.`,
  );
}
