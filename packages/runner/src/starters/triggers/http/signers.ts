import { timingSafeEqual } from "node:crypto";
import { type HookSigner, schemeOf } from "@scriptyard/model";
import { type Headers, single } from "./event.ts";
import { type ClaimSignature, replayWindowMs, type Signed, signatureBytes } from "./signature.ts";

/** What a request says of itself, beside its body: times are seconds since 1970, signatures as they were sent. */
type Claimed = { t?: string | undefined; id?: string | undefined; signatures: string[] };

type Request = Signed & { headers: Headers };

/** How much of a header is read, and how many signatures of one. */
const headerCharacters = 2_000;
const mostSignatures = 5;

/**
 * Whether a request was signed with the endpoint's secret, the way its sender signs. Where the sender signs the time too, it is to
 * be now, and a signature counts once; where it does not, the same delivery may come again, and who sends it again sends the same:
 * what must happen once is the script's to see to.
 */
export async function isSignedBy(
  signer: { name: HookSigner; header: string },
  secret: string,
  request: Request,
  { nowMs, claim }: { nowMs: number; claim: ClaimSignature },
): Promise<boolean> {
  const scheme = schemeOf(signer.name, signer.header);
  const { t, id, signatures } = readers[signer.name](
    (name) => (single(request.headers[name]) ?? "").slice(0, headerCharacters),
    signer.header,
  );
  const expected = signatureBytes(scheme, secret, request, { t: t ?? "", id: id ?? "" });
  // Each is compared in any case, so that the time it takes tells nothing about which was wrong.
  let found: string | null = null;
  for (const given of signatures.slice(0, mostSignatures)) {
    const bytes = bytesOf(given);
    const isEqual = timingSafeEqual(expected, bytes ?? Buffer.alloc(expected.length));
    if (isEqual && bytes !== null) found = given;
  }
  if (found === null) return false;
  // With a dot in it an id could be read as an id and a time: the same signature would fit another delivery.
  if (scheme.signed.includes("{id}") && !/^[\w-]{1,200}$/.test(id ?? "")) return false;
  if (!scheme.signed.includes("{t}")) return true;
  const signedMs = Number(/^\d{1,12}$/.test(t ?? "") ? t : Number.NaN) * 1_000;
  if (!(Math.abs(nowMs - signedMs) <= replayWindowMs)) return false;
  return claim(expected.toString("hex"), signedMs + replayWindowMs);
}

/** 32 bytes in hex or base64; null for anything else. */
function bytesOf(text: string): Buffer | null {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, "hex");
  return /^[A-Za-z0-9+/]{43}=$/.test(text) ? Buffer.from(text, "base64") : null;
}

type Reader = (header: (name: string) => string, own: string) => Claimed;

const readers: { [signer in HookSigner]: Reader } = {
  scriptyard: (header) => timed(header("x-scriptyard-signature")),
  stripe: (header) => timed(header("stripe-signature")),
  github: (header) => ({ signatures: after("sha256=", [header("x-hub-signature-256")]) }),
  slack: (header) => ({
    t: header("x-slack-request-timestamp"),
    signatures: after("v0=", [header("x-slack-signature")]),
  }),
  shopify: (header) => ({ signatures: [header("x-shopify-hmac-sha256")] }),
  standard: (header) => ({
    t: header("webhook-timestamp"),
    id: header("webhook-id"),
    signatures: after("v1,", header("webhook-signature").split(" ")),
  }),
  hmac: (header, own) => ({ signatures: [header(own).replace(/^sha256=/, "")] }),
};

/** `t=<seconds>,v1=<hex>[,v1=<hex>]`: while a secret is rotated there are two. */
function timed(text: string): Claimed {
  const parts = text.split(",");
  return { t: after("t=", parts)[0], signatures: after("v1=", parts) };
}

function after(prefix: string, texts: readonly string[]): string[] {
  return texts.filter((text) => text.startsWith(prefix)).map((text) => text.slice(prefix.length));
}
