// expect ok "settled"
// A `then` that is another one each time it is looked at.
export async function onExecute() {
  let looks = 0;
  return {
    get then() {
      return ++looks === 1 ? (resolve) => resolve({ get then() { return ++looks > 1 ? undefined : 1; }, toJSON: () => "settled" }) : 5;
    },
  };
}
