/** A tree of names. */
type Tree = {
  readonly name: string;
  readonly parent?: Tree | null;
  readonly children: readonly Tree[];
  /** The same type through `#`. */
  readonly twin?: Tree;
};

type Forest = {
  readonly trees: readonly Tree[];
  readonly owner: Owner;
};

type Chain = {
  readonly link?: Link;
};

type Link = {
  readonly chain?: Chain;
};

type Owner = {
  readonly name: string;
};

