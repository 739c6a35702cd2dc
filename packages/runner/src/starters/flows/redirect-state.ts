import { Fault } from "@scriptyard/model";
import type { KeyPorts } from "../../keys/installation-key.ts";
import { keyedHash } from "../../keys/installation-key.ts";
import { sameHash } from "../../keys/same-hash.ts";

/** What travels with an end user to another site and back. */
export type RedirectState = { sessionId: string; nonce: string; expiresAt: number };

export type RedirectStatePorts = KeyPorts & {
  clock: () => number;
};

/** The script's address with the signed state in its query. */
export async function redirectUrl(
  ports: RedirectStatePorts,
  url: string,
  state: RedirectState,
): Promise<string> {
  const target = new URL(url);
  target.searchParams.set("state", await signRedirect(ports, state));
  return target.href;
}

/** Text to carry as `state`: readable by anybody, made only by this installation. */
async function signRedirect(ports: RedirectStatePorts, state: RedirectState): Promise<string> {
  const body = Buffer.from(JSON.stringify(state)).toString("base64url");
  return `${body}.${await signature(ports, body)}`;
}

/** @throws Fault `bad_request` when it was not made here or was changed; `gone` when it is too old */
export async function verifyRedirect(ports: RedirectStatePorts, text: string): Promise<RedirectState> {
  const [body = "", mac = ""] = text.split(".", 2);
  if (!sameHash(mac, await signature(ports, body)))
    throw new Fault(
      "bad_request",
      "redirectState: was not made by this server, or was changed on the way. Start the flow again.",
    );
  const state = JSON.parse(Buffer.from(body, "base64url").toString("utf8")) as RedirectState;
  if (ports.clock() >= state.expiresAt)
    throw new Fault("gone", "redirectState: is too old. Start the flow again.");
  return state;
}

/** Under the installation's key: one that lay in the store would let whoever reads a copy of it make states. */
function signature(ports: RedirectStatePorts, body: string): Promise<string> {
  return keyedHash(ports, "redirect state", [body]);
}
