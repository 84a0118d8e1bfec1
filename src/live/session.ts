import { recommend, type EngineOptions, type EngineResult, type RecallSource } from '../ranking/engine';
import { noRules } from '../ranking/rerank/rules';
import type { Scored } from '../ranking/scored';
import { Top } from '../ranking/top';
import type { StreamEvent } from './event';
import { Histories } from './history';
import { Latency, type LatencySummary } from './latency';
import { StreamItemKnn } from './models/item-knn';
import { StreamPopularity } from './models/popularity';

/** Looks that the latest interest is read from. */
const LOOKS = 5;

/** Added to √(n₁n₂) in similarities, as in the published streaming figures. */
const SHRINKAGE = 10;

/** What a shopper turned: each from −1 (away from it) over 0 to 1. */
export interface SessionControls {
  /** Towards items that the models think little of yet: few shoppers have them. */
  readonly novelty: number;
  /** 0: order by score alone, towards 1: as different as can be. */
  readonly diversity: number;
  /** How much weaker an item stands for being like a hidden one: 0 not at all. */
  readonly lessLikeHidden: number;
}

export const NO_CONTROLS: SessionControls = { novelty: 0, diversity: 0, lessLikeHidden: 1 };

export interface SessionList extends EngineResult {
  /** From the question to the list, on the host. */
  readonly milliseconds: number;
}

/**
 * A shop that learns from every event and answers at once. What is put into a cart, bought or rated teaches the
 * models; what is looked at only says what the shopper is after now; what is hidden stays away, with what is like it.
 * `undo` takes a shopper's last event back, exactly: lists are those of a shop where it never happened.
 */
export class LiveSession {
  readonly histories = new Histories();
  readonly #itemKnn = new StreamItemKnn(this.histories, { shrinkage: SHRINKAGE, recency: 1 });
  readonly #popularity = new StreamPopularity(this.histories);
  readonly #logs = new Map<number, StreamEvent[]>();
  readonly #updates = new Latency();
  readonly #answers = new Latency();

  constructor(readonly now: () => number = () => performance.now()) {}

  /** Takes an event in. An `undo` without anything before it has no effect. */
  record(event: StreamEvent): void {
    const start = this.now();
    if (event.kind === 'undo') this.#undo(event.user);
    else {
      const log = this.#logs.get(event.user) ?? [];
      this.#logs.set(event.user, log);
      log.push(event);
      if (teaches(event)) {
        this.#itemKnn.learn(event);
        this.#popularity.learn(event);
        this.histories.add(event);
      }
    }
    this.#updates.add(this.now() - start);
  }

  #undo(user: number): void {
    const event = this.#logs.get(user)?.pop();
    if (!event || !teaches(event)) return;
    this.#itemKnn.unlearn(event);
    this.#popularity.unlearn(event);
    this.histories.remove(event.user, event.item);
  }

  /** What the shopper did and did not take back, oldest first. */
  logOf(user: number): readonly StreamEvent[] {
    return this.#logs.get(user) ?? [];
  }

  hidden(user: number): ReadonlySet<number> {
    return new Set(this.logOf(user).flatMap(({ kind, item }) => (kind === 'hide' ? [item] : [])));
  }

  recommend(user: number, count: number, controls: SessionControls = NO_CONTROLS): SessionList {
    const start = this.now();
    const hidden = this.hidden(user);
    const similar = (a: number, b: number) => this.#itemKnn.similarity(a, b);
    const options: EngineOptions = {
      candidates: 10 * count,
      count,
      preference: (item) =>
        -controls.lessLikeHidden * Math.max(0, ...[...hidden].map((other) => similar(other, item))) +
        controls.novelty / (1 + Math.max(0, this.#popularity.score(user, item))),
      diversity: { method: 'mmr', strength: controls.diversity, similarity: similar },
      rules: { ...noRules, excluded: (item) => (hidden.has(item) ? HIDDEN : null) },
    };
    const result = recommend(this.#sources(user), user, options);
    const milliseconds = this.now() - start;
    this.#answers.add(milliseconds);
    return { ...result, milliseconds };
  }

  #sources(user: number): RecallSource[] {
    return [
      {
        name: 'item-knn',
        label: { en: 'items like those in the history', zh: '与历史相似的物品' },
        weight: 1,
        recall: (shopper, count) => this.#itemKnn.recommend(shopper, count),
      },
      {
        name: 'recent',
        label: { en: 'items like those looked at last', zh: '与最近浏览相似的物品' },
        weight: 1,
        recall: (_, count) => this.#likeLooks(user, count),
      },
      {
        name: 'popularity',
        label: { en: 'what many have', zh: '热门物品' },
        weight: 0.2,
        recall: (shopper, count) => this.#popularity.recommend(shopper, count),
      },
    ];
  }

  /** Σ similarity to the latest looks, each counting half of the one after it. */
  #likeLooks(user: number, count: number): Scored[] {
    const looks = this.logOf(user)
      .filter(({ kind }) => kind === 'view' || kind === 'click')
      .slice(-LOOKS)
      .reverse();
    const scores = new Map<number, number>();
    looks.forEach(({ item }, back) => {
      for (const near of this.#itemKnn.neighbours(item, count))
        scores.set(near.item, (scores.get(near.item) ?? 0) + near.score * 0.5 ** back);
    });
    const top = new Top(count);
    for (const [item, score] of scores) if (!this.histories.has(user, item)) top.offer(item, score);
    return top.list();
  }

  /** How long events and lists took. */
  latencies(): { readonly update: LatencySummary; readonly recommend: LatencySummary } {
    return { update: this.#updates.summary(), recommend: this.#answers.summary() };
  }
}

function teaches({ kind }: StreamEvent): boolean {
  return kind === 'cart' || kind === 'purchase' || kind === 'rating';
}

const HIDDEN = { en: 'You hid it.', zh: '您已隐藏该物品。' };
