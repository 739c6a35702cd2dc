import { defaultLimits, emptyMetrics } from "@scriptyard/model";
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { CostMeters, usedOf } from "./cost-meters.tsx";
import { limitFields } from "./limit-fields.ts";

afterEach(cleanup);

const ran = {
  metrics: { ...emptyMetrics, runUs: 1_400, operations: 52, memoryBytes: 9_600 },
  limits: { ...defaultLimits, timeoutMs: 250 },
};

test("each figure stands against the limit it ran with, says what it means, and leads to the setting that changes it", () => {
  const { container } = render(
    <CostMeters ran={ran} setting={(label) => <a href={`#${label}`}>{label}</a>} />,
  );
  const [duration, operations, memory] = [...container.children].map((meter) => meter.textContent);
  expect(duration).toMatch(/^Duration1\.4.ms \/ 250.msHow long it ran.*Its limit: Processor time\.$/);
  expect(operations).toMatch(/^Operations52 \/ 50.M.*the same on every machine.*Its limit: Operations\.$/);
  expect(memory).toMatch(/^Memory.*Its limit: Memory\.$/);
  const named = screen.getAllByRole("link").map((link) => link.textContent);
  expect(limitFields.map(({ label }) => label)).toEqual(expect.arrayContaining(named));
});

test("a limit says what the last run used of it, where that is measured", () => {
  expect(usedOf("operationLimit", ran)).toBe("52");
  expect(usedOf("operationLimit", null)).toBeNull();
  expect(usedOf("logLines", ran)).toBeNull();
});
