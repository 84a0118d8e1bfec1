import type { Backend, Operation, Scope, Tensor } from '../compute/backend';
import { NO_ITEM, RANKING_SUMS, type CsrTensors } from '../compute/contracts/select';
import type { Recommender, Scorer } from '../models/recommender';
import type { ItemLists } from './candidates';

/** What is wanted of each user's scores. */
export interface RankingPlan {
  readonly items: number;
  /** Length of the lists. */
  readonly k: number;
  readonly cutoffs: readonly number[];
  readonly relevant: ItemLists;
  /** Lists of items that are no candidates; used where `candidates` is null. */
  readonly seen: readonly ItemLists[];
  /** The only candidates, or null for all but the seen ones. */
  readonly candidates: ItemLists | null;
  /** Whether the average ranks of the relevant items are wanted (always, with given candidates). */
  readonly ranks: boolean;
}

/** One user's result; the arrays are views, valid until the next tile. */
export interface UserRanking {
  /** Best first, `NO_ITEM` at the end of a short list. */
  readonly list: Uint32Array;
  readonly scores: Float32Array;
  /** RANKING_SUMS for each cutoff, of the list. */
  readonly sums: Float32Array;
  /** Average rank of each relevant item, 0 = no candidate; empty where not wanted. */
  readonly ranks: Float32Array;
}

/** Scores of a tile take at most this much, */
const TILE_BYTES = 16 * 2 ** 20;
/** and a tile at most this many users, so that one submit stays near 100 ms where scoring is slow. */
const TILE_USERS = 256;

/**
 * Ranks the candidates of users, tile by tile on the device: score, mask (or gather the given candidates), select,
 * measure. Of a tile only the lists and sums come back; users × items is never stored.
 */
export class RankingPass {
  readonly tile: number;
  readonly #scope: Scope;
  readonly #width: number;

  private constructor(
    readonly backend: Backend,
    readonly plan: RankingPlan,
    readonly scorer: Scorer,
    scope: Scope,
  ) {
    this.#scope = scope;
    this.tile = scorer.tile;
    this.#width = Math.max(1, longest(plan.relevant));
    this.#users = scope.tensor('u32', this.tile, 'users of the tile');
    this.#relevant = upload(scope, plan.relevant, 'relevant items');
    this.#items = scope.tensor('u32', this.tile * plan.k, 'lists');
    this.#scores = scope.tensor('f32', this.tile * plan.k, 'scores of lists');
    this.#sums = scope.tensor('f32', this.tile * plan.cutoffs.length * RANKING_SUMS.length, 'ranking sums');
    this.#ranks = plan.ranks ? scope.tensor('f32', this.tile * this.#width, 'ranks') : null;
    this.#operations = plan.candidates ? this.#amongGiven(plan.candidates) : this.#amongAll();
  }

  readonly #users: Tensor<'u32'>;
  readonly #relevant: CsrTensors;
  readonly #items: Tensor<'u32'>;
  readonly #scores: Tensor<'f32'>;
  readonly #sums: Tensor<'f32'>;
  readonly #ranks: Tensor<'f32'> | null;
  readonly #operations: readonly Operation[];

  /** Everything belongs to `scope`. */
  static async prepare(
    backend: Backend,
    model: Recommender,
    plan: RankingPlan,
    scope: Scope,
  ): Promise<RankingPass> {
    const tile = Math.max(1, Math.min(TILE_USERS, Math.floor(TILE_BYTES / (4 * plan.items))));
    return new RankingPass(backend, plan, await model.scorer(scope, tile, plan.candidates), scope);
  }

  #amongAll(): Operation[] {
    const { backend, plan, tile: rows } = this;
    const { kernels } = backend;
    const [scores, users, columns] = [this.scorer.out, this.#users, plan.items];
    const operations = plan.seen.map((lists) =>
      kernels.maskSeen(this.#scope, {
        scores,
        rows,
        columns,
        users,
        seen: upload(this.#scope, lists, 'seen items'),
      }),
    );
    return [...operations, ...this.#rankAndSelect(scores, columns, scores, columns)];
  }

  #amongGiven(candidates: ItemLists): Operation[] {
    const { backend, plan, tile: rows } = this;
    const width = longest(candidates);
    const out = this.#scope.tensor('f32', rows * width, 'scores of candidates');
    const gather = backend.kernels.gatherScores(this.#scope, {
      scores: this.scorer.out,
      rows,
      columns: plan.items,
      users: this.#users,
      listed: upload(this.#scope, candidates, 'candidates'),
      width,
      out,
    });
    return [gather, ...this.#rankAndSelect(this.scorer.out, plan.items, out, width)];
  }

  /** `from`: where the scores of the relevant items stand; `scores`: the candidates they are ranked among. */
  #rankAndSelect(from: Tensor<'f32'>, items: number, scores: Tensor<'f32'>, columns: number): Operation[] {
    const { kernels } = this.backend;
    const { k, cutoffs, candidates } = this.plan;
    const [scope, rows, users, relevant, width] = [
      this.#scope,
      this.tile,
      this.#users,
      this.#relevant,
      this.#width,
    ];
    const operations: Operation[] = [];
    if (this.#ranks) {
      const targets = scope.tensor('f32', rows * width, 'scores of relevant items');
      operations.push(
        kernels.gatherScores(scope, {
          scores: from,
          rows,
          columns: items,
          users,
          listed: relevant,
          width,
          out: targets,
        }),
        kernels.ranks(scope, { scores, rows, columns, targets, width, ranks: this.#ranks }),
      );
    }
    operations.push(
      kernels.topK(scope, { scores, rows, columns, k, values: this.#scores, indices: this.#items }),
    );
    if (!candidates) {
      const spec = { lists: this.#items, rows, k, users, relevant, cutoffs, sums: this.#sums };
      operations.push(kernels.rankingMetrics(scope, spec));
    }
    return operations;
  }

  /** Ranks these users (at most `tile`) and hands each one's result to `take`, in order. */
  async run(
    users: Uint32Array<ArrayBuffer>,
    take: (position: number, ranking: UserRanking) => void,
  ): Promise<void> {
    const { backend, plan } = this;
    const padded = new Uint32Array(this.tile).fill(NO_ITEM);
    padded.set(users);
    backend.write(this.#users, padded);
    this.scorer.score(users);
    backend.run(this.#operations);
    const width = this.#width;
    const size = plan.cutoffs.length * RANKING_SUMS.length;
    const [items, scores, sums, ranks] = await Promise.all([
      backend.read(this.#items, 0, users.length * plan.k),
      backend.read(this.#scores, 0, users.length * plan.k),
      backend.read(this.#sums, 0, users.length * size),
      this.#ranks ? backend.read(this.#ranks, 0, users.length * width) : null,
    ]);
    users.forEach((user, row) => {
      const list = items.subarray(row * plan.k, (row + 1) * plan.k);
      if (plan.candidates) toItems(list, plan.candidates, user);
      const relevant = plan.relevant.offsets[user + 1]! - plan.relevant.offsets[user]!;
      take(row, {
        list,
        scores: scores.subarray(row * plan.k, (row + 1) * plan.k),
        sums: sums.subarray(row * size, (row + 1) * size),
        ranks: ranks ? ranks.subarray(row * width, row * width + relevant) : new Float32Array(0),
      });
    });
  }
}

/** Positions in the user's candidates become items. */
function toItems(list: Uint32Array, candidates: ItemLists, user: number): void {
  const start = candidates.offsets[user]!;
  for (let i = 0; i < list.length; i++)
    if (list[i] !== NO_ITEM) list[i] = candidates.indices[start + list[i]!]!;
}

function longest({ offsets }: ItemLists): number {
  let most = 0;
  for (let row = 0; row + 1 < offsets.length; row++) most = Math.max(most, offsets[row + 1]! - offsets[row]!);
  return most;
}

function upload(scope: Scope, lists: ItemLists, label: string): CsrTensors {
  return {
    offsets: scope.upload(lists.offsets, `${label}: offsets`),
    indices: scope.upload(lists.indices, label),
  };
}
