/**
 * How a request shows that it comes from whoever has the endpoint's secret: an HMAC-SHA-256 of `signed`, sent in `headers`.
 * In both, `{t}` stands for the seconds since 1970, `{id}` for an id of the delivery, `{method}`, `{target}` (path and query from
 * `/hooks` on) and `{body}` for the request's own, `{signature}` for what comes out.
 */
export type SigningScheme = {
  headers: { readonly [name: string]: string };
  signed: string;
  encoding: "hex" | "base64";
  /** `base64`: a secret that begins with `whsec_` is the key in base64 behind that. */
  key: "text" | "base64";
};

/** Where a client of a signed endpoint puts its signature: `t=<seconds>,v1=<hex>`. */
export const signatureHeader = "x-scriptyard-signature";

/** Whose way of signing an endpoint takes. `hmac` signs the body, in a header of the endpoint's own choice. */
export const hookSigners = {
  scriptyard: {
    title: "Scriptyard",
    description: "Time, method, address and body are signed, and each signature counts once.",
    scheme: {
      headers: { [signatureHeader]: "t={t},v1={signature}" },
      signed: "{t}.{method}.{target}.{body}",
      encoding: "hex",
      key: "text",
    },
  },
  github: {
    title: "GitHub",
    description:
      "x-hub-signature-256. Paste the secret there. A delivery may come again: see x-github-delivery.",
    scheme: {
      headers: { "x-hub-signature-256": "sha256={signature}" },
      signed: "{body}",
      encoding: "hex",
      key: "text",
    },
  },
  stripe: {
    title: "Stripe",
    description: "stripe-signature, with the signing secret that Stripe shows (whsec_…).",
    scheme: {
      headers: { "stripe-signature": "t={t},v1={signature}" },
      signed: "{t}.{body}",
      encoding: "hex",
      key: "text",
    },
  },
  slack: {
    title: "Slack",
    description: "x-slack-signature, with the signing secret of the app.",
    scheme: {
      headers: { "x-slack-request-timestamp": "{t}", "x-slack-signature": "v0={signature}" },
      signed: "v0:{t}:{body}",
      encoding: "hex",
      key: "text",
    },
  },
  shopify: {
    title: "Shopify",
    description: "x-shopify-hmac-sha256, with the app's client secret. A delivery may come again.",
    scheme: {
      headers: { "x-shopify-hmac-sha256": "{signature}" },
      signed: "{body}",
      encoding: "base64",
      key: "text",
    },
  },
  standard: {
    title: "Standard Webhooks",
    description: "webhook-id, webhook-timestamp and webhook-signature, with a secret such as whsec_….",
    scheme: {
      headers: {
        "webhook-id": "{id}",
        "webhook-timestamp": "{t}",
        "webhook-signature": "v1,{signature}",
      },
      signed: "{id}.{t}.{body}",
      encoding: "base64",
      key: "base64",
    },
  },
  hmac: {
    title: "Another sender",
    description:
      "HMAC-SHA-256 of the body, in hex or base64, in the header named below. A delivery may come again.",
    scheme: { headers: {}, signed: "{body}", encoding: "hex", key: "text" },
  },
} as const satisfies {
  [signer: string]: { title: string; description: string; scheme: SigningScheme };
};

export type HookSigner = keyof typeof hookSigners;
export const hookSignerNames = Object.keys(hookSigners) as [HookSigner, ...HookSigner[]];

/** @param header of a signer that leaves its name to the endpoint, e.g. `x-signature` */
export function schemeOf(signer: HookSigner, header: string): SigningScheme {
  const { scheme } = hookSigners[signer];
  return signer === "hmac" ? { ...scheme, headers: { [header]: "{signature}" } } : scheme;
}

/** A template with its places filled. */
export function filled(template: string, values: { readonly [place: string]: string }): string {
  return template.replaceAll(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}
