import { Fault, type FaultCode } from "@scriptyard/model";
import { expect } from "vitest";

/** Awaits a refusal and answers its fault. */
export async function expectFault(promise: Promise<unknown>, code: FaultCode): Promise<Fault> {
  const outcome = await promise.then(
    () => "no fault",
    (error: unknown) => error,
  );
  expect(outcome).toBeInstanceOf(Fault);
  const fault = outcome as Fault;
  expect({ code: fault.code, message: fault.message }).toMatchObject({ code });
  return fault;
}
