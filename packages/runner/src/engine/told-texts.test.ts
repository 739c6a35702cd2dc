import { expect, test } from "vitest";
import { tokensEverywhere } from "./told-texts.ts";

const host = {
  declarations: () => ({
    text: 'interface Answer { secondFactorRequired2: boolean; outcome: "continue-to-step-2b" | "deny" }',
    hash: "",
  }),
};

test.each([
  ["eyJhbGciOiJub25lIn0.e30.", true],
  ["gho_16C7e42F292c6912E7710c838347Ae178B4a", true],
  ["kvqmzxrtplwndhbycjsgAfue", true],
  ["deny", false],
  ["continue-with-second-factor", false],
  ["continue-to-step-2b", false],
  ["secondFactorRequired2", false],
  ["ondFactorRequired2", false],
])("%s is replaced wherever it stands: %j", (text, everywhere) => {
  expect([...tokensEverywhere(host, "onCall", [text])]).toEqual(everywhere ? [text] : []);
});
