import { createHmac } from "node:crypto";
import { Fault } from "@scriptyard/model";
import type { Core } from "../core.ts";
import { randomHex } from "../random-hex.ts";
import { sameHash } from "./hash.ts";

/** What travels with an end user to another site and back. */
export type RedirectState = { sessionId: string; nonce: string; expiresAt: number };

const keyName = "flow.redirect-key";

/** The script's address with the signed state in its query. */
export async function redirectUrl(core: Core, url: string, state: RedirectState): Promise<string> {
  const target = new URL(url);
  target.searchParams.set("state", await signRedirect(core, state));
  return target.href;
}

/** Text to carry as `state`: readable by anybody, made only by this installation. */
async function signRedirect(core: Core, state: RedirectState): Promise<string> {
  const body = Buffer.from(JSON.stringify(state)).toString("base64url");
  return `${body}.${signature(await installKey(core), body)}`;
}

/** @throws Fault `bad_request` when it was not made here or was changed; `gone` when it is too old */
export async function verifyRedirect(core: Core, text: string): Promise<RedirectState> {
  const [body = "", mac = ""] = text.split(".", 2);
  if (!sameHash(mac, signature(await installKey(core), body)))
    throw new Fault(
      "bad_request",
      "redirectState: was not made by this server, or was changed on the way. Start the flow again.",
    );
  const state = JSON.parse(Buffer.from(body, "base64url").toString("utf8")) as RedirectState;
  if (core.clock() >= state.expiresAt)
    throw new Fault("gone", "redirectState: is too old. Start the flow again.");
  return state;
}

function signature(key: string, body: string): string {
  return createHmac("sha256", Buffer.from(key, "hex")).update(body).digest("base64url");
}

/** One key per installation, made at first use, kept in the store so that a restart does not strand anybody. */
async function installKey(core: Core): Promise<string> {
  const known = keys.get(core.store) ?? (await core.store.meta.get(keyName));
  if (known !== null) {
    keys.set(core.store, known);
    return known;
  }
  await core.store.meta.set(keyName, randomHex(core, 32));
  // Read back: of two processes that start together the last writer's key counts for both.
  const stored = await core.store.meta.get(keyName);
  if (stored === null) throw new Fault("storage", "The key that signs redirects could not be stored.");
  return stored;
}

const keys = new WeakMap<object, string>();
