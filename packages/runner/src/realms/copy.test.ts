import type { Store } from "@scriptyard/store";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Lab, Machines } from "../testing/lab.ts";
import { actor, openLab, startMachines } from "../testing/lab.ts";
import { ending, heard } from "../testing/shop.ts";
import { saying } from "../testing/trigger-scripts.ts";

let machines: Machines;
beforeAll(async () => {
  machines = await startMachines();
});
afterAll(() => machines?.[Symbol.asyncDispose]());

describe("a realm that is changed while it is copied", () => {
  test("gives its copy no trigger of a script that the copy does not have", async () => {
    const between = turnBetweenPages();
    await using lab = await openLab(machines, between);
    await lab.publish("m/early", saying("early"), heard);
    between.act = async () => {
      const { scriptId } = await lab.publish("a/late", saying("late"), heard);
      await lab.runner.triggers.create(
        { realm: "test", kind: "bus", name: "late", config: { topic: "a" }, scriptId: scriptId as never },
        actor,
      );
    };
    const copy = await copyOf(lab);
    expect((await lab.store.scripts.heads(copy.id)).map(({ name }) => name)).toEqual(["early"]);
    expect(await lab.store.triggers.list(lab.realm.id)).toHaveLength(1);
    expect(await lab.store.triggers.list(copy.id)).toEqual([]);
  });

  test("is not copied where what runs needs a script that was made meanwhile", async () => {
    const between = turnBetweenPages();
    await using lab = await openLab(machines, between);
    await lab.publish("m/first", saying("early"), heard);
    const last = await lab.publish("z/last", saying("early"), heard);
    between.act = async () => {
      await lab.publish("a/words", 'export const word = "one";', { hook: null });
      await lab.republish(last.scriptId, `import { word } from "a/words";\nword;\n${saying("late")}`);
    };
    expect(await ending(copyOf(lab))).toMatch(/^conflict .*Try again/);
    expect(await lab.store.realms.byName("copy")).toBeNull();
    expect(await ending(copyOf(lab))).toBe("done");
  });
});

const copyOf = ({ runner, realm }: Lab) =>
  runner.realms.create({ name: "copy", title: "Copy", from: { kind: "copy", realm: realm.name } }, actor);

/** Scripts are listed one a page; `act`, once it is given, runs after the next page was read. */
function turnBetweenPages() {
  const between = {
    act: null as (() => Promise<void>) | null,
    wrapStore: (store: Store): Store => ({
      ...store,
      scripts: {
        ...store.scripts,
        async page(at, page) {
          const read = await store.scripts.page(at, { ...page, limit: 1 });
          const { act } = between;
          between.act = null;
          await act?.();
          return read;
        },
      },
    }),
  };
  return between;
}
