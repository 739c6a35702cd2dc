// expect timeout | memory_limit | execution
// concat of spreadable array-likes.
export function onExecute() {
  return [].concat({ length: 2 ** 32, [Symbol.isConcatSpreadable]: true }).length;
}
