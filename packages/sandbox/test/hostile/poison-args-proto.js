// expect ok {"polluted":false,"kept":1}
// An argument with a __proto__ key pollutes nothing.
export function onExecute(context) {
  return { polluted: {}.polluted !== undefined || context.polluted !== undefined, kept: context.kept };
}
