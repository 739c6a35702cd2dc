import type { FunctionDefinition, ParamDefinition } from "../types.ts";

/** Using secrets without having them. */
export const secretsCapability = "secrets";
/** Their plain text: no level has it that does not grant it by its name. */
export const secretValueCapability = "secrets.value";

const nameParam: ParamDefinition = {
  name: "name",
  description:
    "As it is called under Secrets. Written as a text: a run is handed only those secrets that its program names.",
  schema: { type: "string", minLength: 1, maxLength: 60 },
};

/** What the guest is given is made around the calls, by `sandbox/src/guest/standard/secrets.guest.ts`. */
const shared = {
  kind: "engine",
  part: "secrets",
  capability: secretsCapability,
  levels: ["production", "development"],
} as const satisfies Partial<FunctionDefinition>;

const any: ParamDefinition["schema"] = {};

/** Passwords and keys that scripts use and never see. */
export const secretsFunctions: readonly FunctionDefinition[] = [
  {
    ...shared,
    name: "secrets.get",
    description:
      "A secret of the realm, as a handle: `crypto.subtle.importKey`, `std/jwt` and the headers and body of `fetch` take it, and the work is done where the value is. Printed, joined to a text or written as JSON it is `[secret name]`.",
    params: [
      nameParam,
      {
        name: "options",
        description: "`as`: what the value is written as, where its bytes are meant and not its text.",
        optional: true,
        schema: {
          type: "object",
          properties: { as: { type: "string", enum: ["base64", "hex"] } },
          additionalProperties: false,
        },
      },
    ],
    result: any,
    signature: '(name: SecretName, options?: { readonly as?: "base64" | "hex" }): SecretHandle',
    example: `const key = await crypto.subtle.importKey("raw", secrets.get("github-webhook"), { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);`,
  },
  {
    ...shared,
    name: "secrets.text",
    description: "A text with secrets in it, as a handle like theirs. Written before a template.",
    params: [{ name: "template", description: "Texts and handles.", schema: any }],
    result: any,
    signature:
      "(template: TemplateStringsArray, ...parts: readonly (SecretHandle | string | number)[]): SecretHandle",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: what an author writes is a template
    example: 'const authorization = secrets.text`Bearer ${secrets.get("stripe")}`;',
  },
  {
    ...shared,
    name: "secrets.basic",
    description: "What the header `authorization` says for a user with a password, as a handle.",
    params: [
      { name: "user", description: "Who calls.", schema: any },
      { name: "password", description: "As a handle.", schema: any },
    ],
    result: any,
    signature: "(user: SecretHandle | string, password: SecretHandle | string): SecretHandle",
    example: `const authorization = secrets.basic("api", secrets.get("mailgun"));`,
  },
  {
    ...shared,
    name: "secrets.value",
    capability: secretValueCapability,
    levels: [],
    description:
      "The plain text of a secret, for what no handle can do. It is masked in records and logs, and in nothing else: whoever may write such a script can give it away. Needs a capability of its own, which a security level has to grant by its name.",
    params: [nameParam],
    result: { type: "string" },
    signature: "(name: SecretName): string",
    example: `const password = secrets.value("legacy-ftp");`,
  },
];
