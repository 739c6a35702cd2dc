import { TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import { afterEach, expect, test } from "vitest";
import { FormProblem } from "../components/form-problem.tsx";
import { show } from "../testing/show.tsx";
import { fakeWire, Refusal } from "../testing/wire.ts";
import { useTRPC } from "./trpc.ts";
import { useForm } from "./use-form.ts";

afterEach(cleanup);

function Invite() {
  const [texts, setTexts] = useState({ name: "", email: "" });
  const invite = useMutation(useTRPC().users.invite.mutationOptions());
  const { form, at, rest } = useForm({
    values: texts,
    own: { name: texts.name ? null : "Say who it is.", email: texts.email ? null : "An address is needed." },
    error: invite.error,
    onValid: () => invite.mutate({ ...texts, role: "author" }),
  });
  return (
    <form {...form}>
      {(["name", "email"] as const).map((field) => (
        <TextInput
          key={field}
          label={field}
          required
          error={at[field]}
          value={texts[field]}
          onChange={(event) => setTexts({ ...texts, [field]: event.currentTarget.value })}
        />
      ))}
      {rest === null ? null : <FormProblem>{rest}</FormProblem>}
      <button type="submit">Invite</button>
    </form>
  );
}

const field = (name: string) => screen.getByRole("textbox", { name });
const type = (name: string, value: string) => fireEvent.change(field(name), { target: { value } });
const submit = () => fireEvent.click(screen.getByRole("button", { name: "Invite" }));

test("all problems at once and at their fields, the first one focused; each goes while it is mended", async () => {
  using wire = fakeWire({});
  await show(<Invite />);
  expect(screen.queryByText("Say who it is.")).toBeNull();
  submit();
  expect(screen.getByText("Say who it is.")).toBeTruthy();
  expect(screen.getByText("An address is needed.")).toBeTruthy();
  expect(document.activeElement).toBe(field("name"));
  type("name", "Ada");
  expect(screen.queryByText("Say who it is.")).toBeNull();
  submit();
  expect(document.activeElement).toBe(field("email"));
  expect(wire.calls).toEqual([]);
});

test("what the server refuses stands at the fields as well, without its paths, and the rest below", async () => {
  using wire = fakeWire({
    "users.invite": () => {
      throw Refusal.of([
        { path: "email", message: "must be an e-mail address such as ada@example.org" },
        { path: "input.quota", message: "The realm is full" },
      ]);
    },
  });
  await show(<Invite />);
  type("name", "Ada");
  type("email", "nobody");
  submit();
  expect(await screen.findByText("Must be an e-mail address such as ada@example.org.")).toBeTruthy();
  expect(screen.getByRole("alert").textContent).toBe("The realm is full.");
  await waitFor(() => expect(document.activeElement).toBe(field("email")));
  expect(wire.sent("users.invite")).toEqual([{ name: "Ada", email: "nobody", role: "author" }]);
});

test("a refusal goes when what it was about is mended, comes back with the old text, and says nothing of other fields", async () => {
  using wire = fakeWire({
    "users.invite": () => {
      throw Refusal.of([
        { path: "email", message: "ada@acme.example is a member already" },
        { path: "name", message: "is too long" },
      ]);
    },
  });
  await show(<Invite />);
  type("name", "Ada");
  type("email", "ada@acme.example");
  submit();
  const refusal = "Ada@acme.example is a member already.";
  expect(await screen.findByText(refusal)).toBeTruthy();
  type("email", "ada@acme.exampl");
  expect(screen.queryByText(refusal)).toBeNull();
  expect(screen.getByText("Is too long.")).toBeTruthy();
  type("email", "ada@acme.example");
  expect(screen.getByText(refusal)).toBeTruthy();
  expect(wire.sent("users.invite")).toHaveLength(1);
});
