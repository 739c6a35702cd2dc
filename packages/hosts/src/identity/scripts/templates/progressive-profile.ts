/**
 * Ask for what the profile lacks, a little at a time: at most two fields per login, each checked by itself.
 * The names must be in the realm's `userAttributes` setting, or `user.set` is refused.
 */
type Question = {
  name: string;
  label: string;
  hint?: string;
  isRight: (answer: string) => boolean;
  complaint: string;
};

const questions: Question[] = [
  {
    name: "phone",
    label: "Mobile number",
    hint: "With country code, e.g. +43 660 1234567",
    isRight: (answer) => /^\+[1-9][0-9 ]{6,18}$/.test(answer),
    complaint: "Start with + and the country code.",
  },
  {
    name: "city",
    label: "City",
    isRight: (answer) => answer.length >= 2 && answer.length <= 80,
    complaint: "Between 2 and 80 letters.",
  },
];
const perLogin = 2;

export function onExecute(context: LoginContext, form: LoginForm | null): FlowResult {
  const person = context.user;
  if (person === null) return { action: "continue" };

  const missing = questions
    .filter((question) => person.attributes[question.name] === undefined)
    .slice(0, perLogin);
  if (missing.length === 0) return { action: "continue" };
  if (form === null) return ask(missing, null);

  const wrong = missing.filter((question) => !question.isRight(answerTo(question, form)));
  for (const question of wrong) form.fail(question.name, question.complaint);
  if (wrong.length > 0) return ask(missing, form);

  for (const question of missing) user.set(question.name, answerTo(question, form));
  return { action: "continue", outcome: "completed" };
}

function answerTo(question: Question, form: LoginForm): string {
  return String(form[question.name] ?? "").trim();
}

/** The form, with what was already typed still in it. */
function ask(missing: Question[], form: LoginForm | null): FlowResult {
  const fields = missing.map(
    (question): UiPart => ({
      type: "field",
      name: question.name,
      kind: "text",
      label: question.label,
      ...(question.hint ? { hint: question.hint } : {}),
      ...(form ? { value: answerTo(question, form) } : {}),
    }),
  );
  return { action: "challenge", block: { title: "Complete your profile", parts: fields } };
}
