import { ageInYears, isDate } from "shared/dates";

/** What the realm may ask for: how to show a field, and what is wrong with an answer (a key of the realm's texts). */
const askable: {
  [name: string]: {
    kind: "text" | "date";
    autocomplete: string;
    problem: (value: string, context: LoginContext) => string | null;
  };
} = {
  phone: {
    kind: "text",
    autocomplete: "tel",
    problem: (value) => (/^\+[1-9][0-9 ]{6,18}$/.test(value) ? null : "profile.phone.wrong"),
  },
  birthDate: {
    kind: "date",
    autocomplete: "bday",
    problem: (value, { realm }) => {
      if (!isDate(value)) return "profile.birthDate.wrong";
      const age = ageInYears(value, realm.now, realm.timeZone);
      if (age < 0 || age > 120) return "profile.birthDate.wrong";
      return age < (realm.settings.minimumAge ?? 16) ? "profile.birthDate.tooYoung" : null;
    },
  },
  city: {
    kind: "text",
    autocomplete: "address-level2",
    problem: (value) => (value.length >= 2 && value.length <= 80 ? null : "profile.city.wrong"),
  },
};

/** Asks once for the profile fields that the realm needs and this user lacks; checks each by itself. */
export function onExecute(context: LoginContext, form: LoginForm | null): FlowResult {
  if (context.user === null) return { action: "continue" };
  const missing = missingFields(context);
  if (missing.length === 0) return { action: "continue" };
  if (form === null) return ask(missing, {});

  const answers: { [name: string]: string } = {};
  let wrong = 0;
  for (const name of missing) {
    const answer = String(form[name] ?? "").trim();
    answers[name] = answer;
    const problem = answer === "" ? "profile.required" : askable[name]!.problem(answer, context);
    if (problem === null) continue;
    wrong += 1;
    form.fail(name, text.t(problem));
  }
  if (wrong > 0) return ask(missing, answers);

  for (const name of missing) user.set(name, answers[name]!);
  log.info("profile completed", { fields: missing });
  return { action: "continue", outcome: "completed" };
}

function missingFields({ user: person, realm }: LoginContext): string[] {
  const wanted = realm.settings.requiredAttributes ?? ["phone", "birthDate"];
  return wanted.filter((name) => name in askable && !person?.attributes[name]);
}

function ask(missing: readonly string[], answers: { [name: string]: string }): FlowResult {
  const fields = missing.map((name): UiPart => {
    const { kind, autocomplete } = askable[name]!;
    const part: UiPart = { type: "field", name, kind, autocomplete, label: text.t(`profile.${name}`) };
    return answers[name] ? { ...part, value: answers[name] } : part;
  });
  return {
    action: "challenge",
    block: {
      title: text.t("profile.title"),
      parts: [{ type: "text", text: text.t("profile.why") }, ...fields],
    },
  };
}
