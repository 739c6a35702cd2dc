/** A few things about the newcomer. Everything is optional but the choice of language. */
const languages = ["en", "de"];

export function onExecute(context: LoginContext, form: LoginForm | null): FlowResult {
  if (form === null) return ask(context, "");
  const language = String(form.language ?? "");
  const city = String(form.city ?? "").trim();
  let wrong = false;
  if (!languages.includes(language)) {
    wrong = true;
    form.fail("language", text.t("details.language.wrong"));
  }
  if (city.length > 80) {
    wrong = true;
    form.fail("city", text.t("profile.city.wrong"));
  }
  if (wrong) return ask(context, city.slice(0, 80));

  flow.set("profile", { language, newsletter: form.newsletter === true });
  if (context.user !== null && city !== "") user.set("city", city);
  return { action: "continue", outcome: form.newsletter === true ? "newsletter" : "quiet" };
}

function ask(context: LoginContext, city: string): FlowResult {
  const preferred = context.request.locale.slice(0, 2);
  return {
    action: "challenge",
    block: {
      title: text.t("details.title"),
      parts: [
        {
          type: "field",
          name: "language",
          kind: "select",
          label: text.t("details.language"),
          value: languages.includes(preferred) ? preferred : "en",
          options: languages.map((value) => ({ value, label: text.t(`language.${value}`) })),
        },
        {
          type: "field",
          name: "city",
          kind: "text",
          label: text.t("profile.city"),
          required: false,
          value: city,
        },
        {
          type: "field",
          name: "newsletter",
          kind: "checkbox",
          label: text.t("details.newsletter"),
          required: false,
        },
      ],
    },
  };
}
