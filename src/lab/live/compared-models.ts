import type { StreamModel } from '../../live/event';
import { streamModels } from '../../live/models/registry';
import type { Follower, LiveSession } from '../../live/session';
import { unknownModel } from './errors';

/** Models that recommend from events without ratings. */
const COMPARED = ['item-knn', 'user-knn', 'bpr-mf', 'popularity'];

export function comparable() {
  return streamModels.filter(({ name }) => COMPARED.includes(name));
}

/** Models that a shop can be asked to compare: its own, and others that are taught the history when first asked for. */
export class ComparedModels {
  readonly #taught = new Map<string, StreamModel>();

  constructor(
    readonly session: LiveSession,
    readonly teach: (name: string) => Promise<Follower>,
  ) {}

  async model(name: string): Promise<StreamModel> {
    const names = comparable().map((entry) => entry.name);
    if (!names.includes(name)) throw unknownModel(name, names);
    const { session } = this;
    // The shop's own models know the history already.
    if (name === session.itemKnn.name) return session.itemKnn;
    if (name === session.popularity.name) return session.popularity;
    const known = this.#taught.get(name);
    if (known) return known;
    const follower = await this.teach(name);
    session.follow(follower);
    this.#taught.set(name, follower.model);
    return follower.model;
  }
}
