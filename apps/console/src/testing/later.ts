/**
 * An answer that is not there yet.
 *
 * @example const slow = later<object>(); … "flows.try": () => slow.promise … slow.give({ … })
 */
export function later<T>(): { promise: Promise<T>; give: (value: T) => void } {
  let give: (value: T) => void = () => {};
  const promise = new Promise<T>((resolve) => {
    give = resolve;
  });
  return { promise, give: (value) => give(value) };
}
