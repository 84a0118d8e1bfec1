import { z } from 'zod';
import type { LocalizedText } from '../../language';

/** The model of vectors that recalls beside the shop's own when a network ranks. */
export const EMBEDDING_MODEL = 'bpr-mf';

/** How a ranking network is trained. */
export const rankingSchema = z.strictObject({
  /** Latest events of the history that lists are made for. */
  lists: z.number().int().min(100).max(100_000).default(2400),
  /** Widths of the hidden layers. */
  layers: z.array(z.number().int().min(1).max(256)).min(1).max(4).default([32, 16]),
  epochs: z.number().int().min(1).max(1000).default(40),
  learningRate: z.number().gt(0).max(1).default(0.003),
  weightDecay: z.number().min(0).max(1).default(0.0001),
  /** Candidates that the one taken is compared with, drawn from its list. */
  negatives: z.number().int().min(1).max(255).default(47),
});

export type RankingOptions = z.output<typeof rankingSchema>;
export type RankingInput = z.input<typeof rankingSchema>;

export interface Progress {
  /** `embedding`: what finds by vectors learns; `lists`: the past is gone through; `waiting`: for the device. */
  readonly phase: 'embedding' | 'lists' | 'waiting' | 'training';
  readonly done: number;
  readonly total: number;
}

/** What an order of the candidates achieves on lists that the network did not learn from. */
export interface OrderFigures {
  readonly name: string;
  readonly label: LocalizedText;
  readonly hitRate: number;
  readonly ndcg: number;
}

/** Of a trained ranking network, on the latest lists. */
export interface RankingStudy {
  readonly lists: { readonly training: number; readonly validation: number; readonly judged: number };
  /** Share of the judged lists that hold what was taken: no order can hit more. `own`: without the embedding. */
  readonly recall: { readonly all: number; readonly own: number };
  readonly cutoff: number;
  readonly orders: readonly OrderFigures[];
  /** The network against the weighted sum: lists that only one of them hit, McNemar's and Wilcoxon's two-sided p. */
  readonly test: {
    readonly onlyNetwork: number;
    readonly onlyWeighted: number;
    readonly hits: number;
    readonly ndcg: number;
  };
  /** NDCG lost where a group of features is dealt anew among the candidates of each list. */
  readonly importance: readonly { readonly label: LocalizedText; readonly loss: number }[];
  readonly parameters: number;
}

export interface RankingEpoch {
  readonly epoch: number;
  readonly loss: number;
  /** On the validation lists. */
  readonly ndcg: number;
}

/** What a network learned from the clicks of shoppers since it was trained. */
export interface LearningView {
  readonly lists: number;
  /** Of the optimiser. */
  readonly steps: number;
  /** Lists that are yet to be learned. */
  readonly waiting: number;
  /** Another number wherever what clicks taught, or the network, is another; it only rises. */
  readonly revision: number;
  /**
   * Mean loss of the latest lists before each was learned: of the network as it stood then, and of the one that was
   * trained and has learned from no click. Null before there is any.
   */
  readonly latest: { readonly lists: number; readonly loss: number; readonly trained: number } | null;
}

/** What a network was trained on, and when. */
export interface RankingOrigin {
  readonly data: string;
  readonly sha256: string;
  /** ISO 8601 */
  readonly trainedAt: string;
}

/** The ranking network of a shop as it stands. */
export interface RankingView {
  readonly state: 'untrained' | 'training' | 'trained';
  readonly progress: Progress | null;
  readonly epochs: readonly RankingEpoch[];
  readonly study: RankingStudy | null;
  readonly learning: LearningView | null;
  /** Where the network comes from; null where there is none. */
  readonly origin: RankingOrigin | null;
  /** Of the features that a network must know to be taken in here. */
  readonly featuresVersion: number;
}
