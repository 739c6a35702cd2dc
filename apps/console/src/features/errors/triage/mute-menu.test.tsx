import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { localTimeText } from "../../../components/local-time.ts";
import { show } from "../../../testing/show.tsx";
import { MuteMenu } from "./mute-menu.tsx";

afterEach(cleanup);

function Menu({ onMute }: { onMute: (act: unknown) => void }) {
  const [opened, setOpened] = useState(false);
  return <MuteMenu opened={opened} onOpened={setOpened} onMute={onMute} />;
}

async function choose(name: string, onMute = vi.fn()) {
  await show(<Menu onMute={onMute} />);
  fireEvent.click(screen.getByRole("button", { name: "Mute" }));
  fireEvent.click(await screen.findByRole("menuitem", { name }));
  return onMute;
}

const submit = async () => {
  const dialog = await screen.findByRole("dialog");
  fireEvent.submit(dialog.querySelector("form") as Element);
};

test("until a chosen time, which must be still to come", async () => {
  const onMute = await choose("Until a time…");
  const field = await screen.findByLabelText("Open again");
  const at = (ms: number) => localTimeText(ms).slice(0, 16);
  for (const [value, problem] of [
    [at(Date.now() - 120_000), "That is over already. Choose a later time."],
    [at(Date.now() + 400 * 86_400_000), "That is more than a year away. Choose an earlier time."],
  ] as const) {
    fireEvent.change(field, { target: { value } });
    await submit();
    expect(await screen.findByText(problem)).toBeTruthy();
  }
  expect(onMute).not.toHaveBeenCalled();
  const until = at(Date.now() + 7_200_000);
  fireEvent.change(field, { target: { value: until } });
  await submit();
  expect(onMute).toHaveBeenCalledWith({ kind: "mute", until: Date.parse(until) });
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});

test("until it happened so many more times, which must be a whole number", async () => {
  const onMute = await choose("Until it happens more often…");
  const field = await screen.findByLabelText("So many more times");
  fireEvent.change(field, { target: { value: "0" } });
  await submit();
  expect(await screen.findByText(/^Give a whole number from 1 to 1.000.000\.$/)).toBeTruthy();
  fireEvent.change(field, { target: { value: "25" } });
  await submit();
  expect(onMute).toHaveBeenCalledWith({ kind: "mute-times", times: 25 });
});
