import type { SigningScheme, Trigger } from "@scriptyard/model";
import { Fault } from "@scriptyard/model";
import type { KeyPorts } from "../../keys/installation-key.ts";
import { installationKey } from "../../keys/installation-key.ts";
import { seal, unseal } from "../../keys/seal.ts";
import { randomHex } from "../../random.ts";

/** A new secret for whoever signs requests, and what is stored of it. */
export async function makeSecret(
  ports: KeyPorts,
  id: Trigger["id"],
  form: SigningScheme["key"],
): Promise<{ secret: string; sealed: string }> {
  const secret =
    form === "text"
      ? `whs_${randomHex(ports, 32)}`
      : `whsec_${Buffer.from(randomHex(ports, 24), "hex").toString("base64")}`;
  return { secret, sealed: await sealSecret(ports, id, secret, form) };
}

/** What is stored of a secret that its sender gave out. @throws Fault `bad_request` for one that is none */
export async function sealSecret(
  ports: KeyPorts,
  id: Trigger["id"],
  secret: string,
  form: SigningScheme["key"],
): Promise<string> {
  if (!/^[\x21-\x7e]{8,500}$/.test(secret))
    throw new Fault(
      "bad_request",
      "secret: is to be 8 to 500 characters without spaces. Copy it from where the sender shows it.",
    );
  if (form === "base64" && !/^whsec_[A-Za-z0-9+/]{22,}={0,2}$/.test(secret))
    throw new Fault(
      "bad_request",
      "secret: is to be whsec_ and at least 16 bytes in base64, as the sender shows it.",
    );
  return seal(await installationKey(ports), nameOf(id), secret, ports.random).sealed;
}

/** @throws Fault `internal` when it was sealed with another key */
export async function openSecret(ports: KeyPorts, trigger: Trigger): Promise<string | null> {
  if (trigger.sealedSecret === null) return null;
  try {
    const opened = unseal(await installationKey(ports), nameOf(trigger.id), { sealed: trigger.sealedSecret });
    return typeof opened === "string" ? opened : null;
  } catch (cause) {
    throw new Fault(
      "internal",
      `The secret of the trigger "${trigger.name}" was sealed with another key. Make a new one in the console.`,
      { cause },
    );
  }
}

const nameOf = (id: string) => `trigger secret ${id}`;
