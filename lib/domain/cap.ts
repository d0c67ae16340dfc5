/*
 * How many of something there may be at once where nothing else says it. Each is far above what an installation needs,
 * and far below what would hurt the others that use it.
 */

/** What is counted, and of whom. */
export const CAPS = {
  /** Live groups: every list of names has all of them, and a page of the console reads it. */
  groups: 5_000,
  /**
   * Instances of one group, deallocated ones aside: a full pool and a full capacity beside it, each 65,536. Its list is
   * read as a whole, because the page searches, sorts and draws all of it.
   */
  instancesOfOne: 131_072,
  /** Of an imported network. Clouds allow a region a few hundred of most; lists and choices of the wizard have all. */
  virtualNetworks: 2_000,
  subnets: 10_000,
  securityGroups: 10_000,
  publicIps: 20_000,
  loadBalancers: 2_000,
  /** Live streams: each is a socket, a timer and at most a quarter of a megabyte for whoever reads slowly. */
  streams: 1_000,
  /** Live streams of one person: the tabs of a browser share one, and people have few browsers and programs. */
  streamsOfOne: 20,
  /** Wizards left half-way by one person: more is not looked through, and each may have megabytes of typed addresses. */
  draftsOfOne: 50,
  /** People and open invitations: the page of people has all of them. */
  people: 2_000,
} as const

export type CapName = keyof typeof CAPS

/** As many as there may be are there. */
export type CapRefusal = { readonly kind: 'cap-reached'; readonly cap: CapName }

export const capReached = (cap: CapName): CapRefusal => ({ kind: 'cap-reached', cap })
