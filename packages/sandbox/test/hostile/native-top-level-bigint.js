// expect timeout | memory_limit | execution
// A number that takes seconds to write down, while the module loads.
const text = String(3n ** 620000n);
export function onExecute() { return text.length; }
