import { type UiBlock, uiBlockSchema } from "@scriptyard/model";
import type { FlowAnswer } from "@scriptyard/runner";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AnswerScope, renderAnswer } from "./answers.ts";

const scope: AnswerScope = {
  realm: { title: "Acme", allowedHosts: ["acme.example"] },
  flowTitle: "Login",
  mark: null,
  action: "/f/acme/login/s/fls_1",
  restart: "/f/acme/login",
  basePath: "",
  typed: {},
};
const answer: FlowAnswer = {
  sessionId: "fls_1",
  action: "challenge",
  node: "n",
  requestId: "req_1",
  expiresAt: 0,
  step: 3,
};
const challenge = (parts: UiBlock["parts"], more: Partial<AnswerScope> = {}) =>
  renderAnswer({ ...answer, block: { parts } }, { ...scope, ...more });

describe("fields", () => {
  test("have a label, a hint and an error that belong to them; the first wrong one gets the focus", () => {
    const page = challenge([
      { type: "field", name: "mail", kind: "email", label: "E-mail" },
      { type: "field", name: "code", kind: "code", label: "Code", hint: "Six digits", error: "Wrong code" },
      { type: "field", name: "other", kind: "text", label: "Other", error: "Too short", required: false },
    ]);
    expect(page).toContain('<label for="f-code">Code</label>');
    expect(page).toContain('aria-describedby="f-code-hint f-code-error" aria-invalid="true" autofocus');
    expect(page).toContain('<p class="error" id="f-code-error">Wrong code</p>');
    expect(page.match(/ autofocus/g)).toHaveLength(1);
    expect(page).toContain('role="alert"');
    expect(page).toContain('<a href="#f-code">Code: Wrong code</a>');
    expect(page).toContain("<title>Error: Login · Acme</title>");
    expect(page).toContain('name="_step" value="3"');
  });

  test("secrets are never sent back, other answers are", () => {
    const page = challenge(
      [
        { type: "field", name: "password", kind: "password", label: "Password", value: "leak-1" },
        { type: "field", name: "code", kind: "code", label: "Code", value: "leak-2" },
        { type: "field", name: "city", kind: "text", label: "City", value: "Graz" },
        { type: "field", name: "ok", kind: "checkbox", label: "Fine", value: "true" },
      ],
      { typed: { city: "Wien", ok: "false", password: "leak-3" } },
    );
    expect(page).not.toContain("leak");
    expect(page).toContain('value="Wien"');
    expect(page).not.toContain("checked");
  });

  test("links are followed only to allowed hosts over https", () => {
    const urls = [
      "https://acme.example/a",
      "https://evil.example/",
      "http://acme.example/",
      "javascript:alert(1)",
      "//acme.example",
      "https://acme.example@evil.example/",
    ];
    const page = challenge(urls.map((url) => ({ type: "link" as const, text: "go", url })));
    expect(
      [...page.matchAll(/href="(http[^"]*|\/\/[^"]*|javascript[^"]*)"/g)].map((match) => match[1]),
    ).toEqual(["https://acme.example/a"]);
  });

  test("a QR code is inline, named, and needs no style", () => {
    const page = challenge([{ type: "qr", value: "otpauth://x", alt: 'Scan "this"' }]);
    expect(page).toContain('role="img" aria-label="Scan &#34;this&#34;"');
    expect(page).not.toContain("style=");
  });
});

describe("ends", () => {
  test("redirects name the host and refuse what is not allowed", () => {
    const redirect = (url: string) => renderAnswer({ ...answer, action: "redirect", url }, scope);
    expect(redirect("https://acme.example/consent?a=1&b=2")).toContain(
      'href="https://acme.example/consent?a=1&#38;b=2"',
    );
    expect(redirect("https://evil.example/")).not.toContain("evil.example");
  });

  test("a refusal whose message names the request shows its number once", () => {
    const refused = renderAnswer(
      { ...answer, action: "reject", code: "temporarily_unavailable", message: "Name <req_1>, please." },
      scope,
    );
    expect(refused).toContain("Name &#60;<code>req_1</code>&#62;, please.");
    expect(refused.split("req_1")).toHaveLength(2);
  });

  test("a refusal shows message, code and request; a good end its claims", () => {
    const refused = renderAnswer(
      { ...answer, action: "reject", code: "blocked", message: "No entry" },
      scope,
    );
    for (const text of ["No entry", "blocked", "req_1", 'href="/f/acme/login"'])
      expect(refused).toContain(text);
    const done = renderAnswer(
      {
        ...answer,
        action: "done",
        summary: {
          facts: [
            { name: "roles", value: ["a", "b"] },
            { name: "tier", value: 2 },
          ],
          text: "Signed in for 2 hours.",
        },
      },
      scope,
    );
    for (const text of ["a, b", "tier", "2 hours"]) expect(done).toContain(text);
    expect(renderAnswer({ ...answer, action: "done" }, { ...scope, mark: "Draft" })).not.toContain(
      "Start again",
    );
  });
});

/** Text that would break out if anything forgot to escape it. */
const text = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.constantFrom('"><script>alert(1)</script>', "' onfocus='x", "</textarea><svg onload=x>", "<!--"),
);
const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,10}$/);
const option = fc.record({ value: text, label: text });
const part = fc.oneof(
  fc.record({ type: fc.constantFrom("heading", "text"), text }),
  fc.record({
    type: fc.constant("notice"),
    tone: fc.constantFrom("info", "success", "warning", "error"),
    text,
  }),
  fc.record({ type: fc.constant("link"), text, url: fc.oneof(text, fc.webUrl()) }),
  fc.record({ type: fc.constant("qr"), value: text, alt: text }),
  fc.record({
    type: fc.constant("choice"),
    name,
    label: text,
    options: fc.array(option, { minLength: 1, maxLength: 3 }),
  }),
  fc.record(
    {
      type: fc.constant("field"),
      name,
      kind: fc.constantFrom("text", "email", "password", "code", "select", "checkbox", "date"),
      label: text,
      hint: text,
      error: text,
      value: text,
      pattern: text,
      autocomplete: text,
      options: fc.array(option, { maxLength: 3 }),
    },
    { requiredKeys: ["type", "name", "kind", "label"] },
  ),
);

/** Elements and attributes the renderer itself writes; anything else came from a text. */
const elements = new Set(
  "!doctype html head meta title link body div header span main h1 h2 h3 p form input label select option fieldset legend button a ul li svg rect path footer code strong dl dt dd".split(
    " ",
  ),
);

test("whatever a script writes, the page has only our own elements and no event handler", () => {
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), text, text, (parts, title, submit) => {
      const block = uiBlockSchema.parse({ title, submit, parts });
      const page = renderAnswer({ ...answer, block }, { ...scope, realm: { ...scope.realm, title } });
      for (const [, closing, element, attributes] of page.matchAll(
        /<(\/?)([!a-z0-9]+)((?:\s+[\w-]+(?:="[^"]*")?)*)\s*\/?>/g,
      )) {
        expect(elements).toContain(element);
        if (closing) continue;
        for (const [, attribute] of attributes!.matchAll(/\s+([\w-]+)(?:="[^"]*")?/g))
          expect(attribute).not.toMatch(/^(on|style)/);
      }
      // Every "<" starts a tag of the shape above: none came from a text.
      const bare = page.replace(/<\/?[!a-z0-9]+(?:\s+[\w-]+(?:="[^"]*")?)*\s*\/?>/g, "");
      expect(bare).not.toContain("<");
    }),
    { numRuns: 200 },
  );
});
