import fc from "fast-check";
import { expect, test } from "vitest";
import {
  isSpecifier,
  levelChangeSchema,
  policyRuleSchema,
  scriptName,
  scriptSchema,
  specifierSchema,
} from "./index.ts";

const part = fc.stringMatching(/^[a-z][a-z0-9]{0,8}([-_][a-z0-9]{1,8}){0,3}$/);
const near = fc.oneof(part, fc.string({ maxLength: 70 }), fc.stringMatching(/^[a-z0-9_/*-]{0,70}$/));

test("what may name a script may stand in a rule and in a list of libraries, and nothing else may", () => {
  fc.assert(
    fc.property(near, near, (module, name) => {
      const whole = `${module}/${name}`;
      const ok = scriptName.safeParse(module).success && scriptName.safeParse(name).success;
      expect(isSpecifier(whole)).toBe(ok);
      expect(specifierSchema.safeParse(whole).success).toBe(ok);
      expect(policyRuleSchema.safeParse({ script: whole, level: "safe" }).success).toBe(ok);
      expect(scriptSchema.shape.module.safeParse(module).success).toBe(scriptName.safeParse(module).success);
      const libraries = (text: string) => levelChangeSchema.safeParse({ libraries: [text] }).success;
      expect(libraries(whole)).toBe(ok || (name === "*" && scriptName.safeParse(module).success));
      expect(libraries(`${module}/*`)).toBe(scriptName.safeParse(module).success);
    }),
  );
});

test("the wargame's own names can be given rules and libraries", () => {
  expect(policyRuleSchema.parse({ script: "wargame/hit_simulator", level: "safe" })).toBeTruthy();
  expect(levelChangeSchema.parse({ libraries: ["battle_rules/*", "battle_rules/hit_odds"] })).toBeTruthy();
  expect(policyRuleSchema.safeParse({ script: "Wargame/x", level: "safe" }).error?.issues[0]?.message).toBe(
    'write module and name, such as "login/risk-check" or "wargame/hit_simulator"',
  );
});
