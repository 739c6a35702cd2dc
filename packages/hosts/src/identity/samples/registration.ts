import type { SampleDefinition } from "@scriptyard/host-kit";
import type { Json } from "@scriptyard/model";
import { type Changes, newDevice, sample } from "./context.ts";
import { sentCode } from "./login.ts";

const at = (node: string, state: Json = {}, attempt = 1): Changes => ({
  user: null,
  device: newDevice,
  request: { path: "/f/acme/registration" },
  flow: { node, state, attempt },
});
const good = { name: "Jonas Berg", email: "jonas@example.org", password: "a quiet green lamp" };
const pending = { email: "jonas@example.org", name: "Jonas Berg" };

export const registrationSamples: { [node: string]: SampleDefinition[] } = {
  account: [
    sample("First visit", "The empty form.", at("account"), null),
    sample("All good", "Name, address and password are fine.", at("account", {}, 2), good),
    sample("Throw-away mailbox", "The address is of a service for disposable mail.", at("account", {}, 2), {
      ...good,
      email: "jonas@mailinator.com",
    }),
    sample(
      "Weak password",
      "Too short, and a message in English.",
      { ...at("account", {}, 2), request: { locale: "en" } },
      {
        ...good,
        password: "sommer",
      },
    ),
    sample("Name in the password", "Easy to guess for whoever knows Jonas.", at("account", {}, 2), {
      ...good,
      password: "Jonas Berg 2026!",
    }),
    sample("Everything wrong", "Three messages at once.", at("account", {}, 2), {
      name: "J",
      email: "jonas@",
      password: "x",
    }),
  ],
  "verify-email": [
    sample("Code is sent", "First entry.", at("verify-email", pending), null),
    sample(
      "Right code",
      "In previews 123456 is right.",
      at("verify-email", { ...pending, ...sentCode("jonas@example.org") }, 2),
      {
        code: "123456",
      },
    ),
    sample(
      "Wrong code",
      "The code that was sent stays good.",
      at("verify-email", { ...pending, ...sentCode("jonas@example.org") }, 2),
      {
        code: "654321",
      },
    ),
    sample(
      "Expired code",
      "Another one is sent. In previews 000000 is too old.",
      at("verify-email", { ...pending, ...sentCode("jonas@example.org") }, 2),
      {
        code: "000000",
      },
    ),
    sample("No address", "The step before was skipped.", at("verify-email"), null),
  ],
  details: [
    sample("First visit", "Language is preselected from the browser.", at("details", pending), null),
    sample(
      "English browser",
      "The other preselection.",
      { ...at("details", pending), request: { locale: "en-US" } },
      null,
    ),
    sample("With newsletter", "Leaves by the outcome `newsletter`.", at("details", pending, 2), {
      language: "de",
      city: "Graz",
      newsletter: true,
    }),
    sample("Without newsletter", "Leaves by the outcome `quiet`.", at("details", pending, 2), {
      language: "en",
      city: "",
    }),
    sample("Unknown language", "Somebody edited the form.", at("details", pending, 2), { language: "tlh" }),
  ],
  complete: [
    sample("Verified", "An ordinary end.", at("complete", { ...pending, emailVerified: true })),
    sample("Not verified", "The session lasts an hour.", at("complete", pending)),
    sample("Without country", "Not every address has one.", {
      ...at("complete", { ...pending, emailVerified: true }),
      request: { country: undefined },
    }),
    sample("From abroad", "The event carries the country.", {
      ...at("complete", { ...pending, emailVerified: true }),
      request: { country: "NO" },
    }),
    sample("No address", "Nothing was kept.", at("complete")),
  ],
};
