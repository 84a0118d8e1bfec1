import type { LocalizedText } from '../language';
import type { Task } from './recommender';

/** A model as a form, a sweep or a page of documentation sees it. Plain JSON, derived from the schema. */
export interface ModelDescription {
  readonly name: string;
  readonly label: LocalizedText;
  readonly summary: LocalizedText;
  readonly paper: string;
  readonly tasks: readonly Task[];
  /** Whether the `training` block of the experiment applies. */
  readonly trained: boolean;
  /** It steps by a rule of its own: of the training block only the epochs and early stopping apply. */
  readonly ownSteps?: true;
  readonly parameters: readonly ParameterDescription[];
}

interface ParameterBase {
  readonly name: string;
  readonly label: LocalizedText;
  readonly help: LocalizedText;
  readonly formula: string | null;
}

export type ParameterDescription = ParameterBase &
  (
    | {
        readonly kind: 'number' | 'integer';
        readonly default: number | null;
        readonly nullable: boolean;
        readonly min: number | null;
        readonly max: number | null;
        readonly scale: 'linear' | 'log';
        readonly sweep: readonly [low: number, high: number] | null;
      }
    | {
        readonly kind: 'enum';
        readonly default: string;
        readonly options: readonly { readonly value: string; readonly label: LocalizedText }[];
      }
    | { readonly kind: 'boolean'; readonly default: boolean }
    | {
        readonly kind: 'integers';
        readonly default: readonly number[];
        readonly min: number;
        readonly max: number;
      }
  );
