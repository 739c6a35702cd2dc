import type { SampleDefinition } from "@scriptyard/host-kit";
import type { Json } from "@scriptyard/model";
import { type Changes, newDevice, sample } from "./context.ts";
import { sentCode } from "./login.ts";

const at = (node: string, state: Json = {}, attempt = 1): Changes => ({
  request: { path: "/f/acme/password-reset" },
  flow: { node, state, attempt },
});
const known = { email: "maria@example.com", known: true };
const unknown = { email: "nobody@example.com", known: false };
const verified = { ...known, codeVerified: true };
const password = "seven grey herons";

export const passwordResetSamples: { [node: string]: SampleDefinition[] } = {
  identify: [
    sample("First visit", "The empty form.", at("identify"), null),
    sample("Own address", "Maria asks for her own account.", at("identify", {}, 2), {
      email: "Maria@Example.com",
    }),
    sample("Someone else's address", "Answers exactly like the one before.", at("identify", {}, 2), {
      email: "boss@example.com",
    }),
    sample("No address", "The field says what is wrong.", at("identify", {}, 2), { email: "maria" }),
    sample(
      "Unknown visitor",
      "No account is known at all.",
      { ...at("identify", {}, 2), user: null },
      { email: "maria@example.com" },
    ),
  ],
  "verify-code": [
    sample("Code is sent", "First entry.", at("verify-code", known), null),
    sample(
      "Unknown address",
      "Looks the same, but the code opens nothing.",
      at("verify-code", unknown),
      null,
    ),
    sample("Right code", "In previews 123456 is right.", at("verify-code", { ...known, ...sentCode() }, 2), {
      code: "123456",
    }),
    sample(
      "Right code, wrong address",
      "Never right for an unknown address.",
      at("verify-code", { ...unknown, ...sentCode(unknown.email) }, 2),
      {
        code: "123456",
      },
    ),
    sample(
      "Expired code",
      "Another one is sent. In previews 000000 is too old.",
      at("verify-code", { ...known, ...sentCode() }, 2),
      {
        code: "000000",
      },
    ),
    sample(
      "Wrong code",
      "The field says so; the code that was sent stays good.",
      at("verify-code", { ...known, ...sentCode() }, 3),
      { code: "999999" },
    ),
  ],
  "new-password": [
    sample("First visit", "The code was right.", at("new-password", verified), null),
    sample("Good password", "Twice the same, long enough.", at("new-password", verified, 2), {
      password,
      passwordAgain: password,
    }),
    sample("They differ", "A slip of the finger.", at("new-password", verified, 2), {
      password,
      passwordAgain: "seven grey heron",
    }),
    sample("A leaked one", "On every list.", at("new-password", verified, 2), {
      password: "Password12",
      passwordAgain: "Password12",
    }),
    sample("Own name in it", "Easy to guess.", at("new-password", verified, 2), {
      password: "maria-maria-1",
      passwordAgain: "maria-maria-1",
    }),
    sample("Step skipped", "Nobody gets here without the code.", at("new-password", known), null),
  ],
  complete: [
    sample("Known device", "An ordinary end.", at("complete", { ...verified, passwordChosen: true })),
    sample("New device", "Logged as a warning.", {
      ...at("complete", { ...verified, passwordChosen: true }),
      device: newDevice,
    }),
    sample("From abroad", "The event carries the country.", {
      ...at("complete", verified),
      request: { country: "NO" },
    }),
    sample("Without country", "Not every address has one.", {
      ...at("complete", verified),
      request: { country: undefined },
    }),
    sample("Nobody", "The account is not known here.", { ...at("complete", verified), user: null }),
  ],
};
