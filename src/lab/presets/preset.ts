import type { LocalizedText } from '../../language';
import type { ExperimentInput } from '../experiment';

/** A published figure, as an experiment that reproduces it. Plain JSON. */
export interface Preset {
  /** e.g. `ml-100k-mcrec/ease` */
  readonly name: string;
  readonly title: LocalizedText;
  /** Data set and protocol, shared by the rows of one table. */
  readonly table: LocalizedText;
  /** Where the published figures stand. */
  readonly source: string;
  /** Paths that the experiment names, relative to the folder of data sets. */
  readonly files: readonly string[];
  /** How the settings were chosen, or whose figure is published; null where the row speaks for itself. */
  readonly note: LocalizedText | null;
  readonly experiment: ExperimentInput;
  readonly figures: readonly Figure[];
}

export interface Figure {
  /** Key in the record's metrics. */
  readonly metric: string;
  readonly published: number | null;
  /** By an independent f64 program on the same files. */
  readonly recomputed: number | null;
  /** How far ours may lie from `recomputed` (else `published`) and count as reproduced. */
  readonly tolerance: number;
}

/** One table of published figures: what its rows share. */
export interface PresetTable {
  readonly name: string;
  readonly title: LocalizedText;
  readonly source: string;
  readonly files: readonly string[];
  readonly seed?: number;
  readonly data: ExperimentInput['data'];
  readonly split: NonNullable<ExperimentInput['split']>;
  readonly evaluation: NonNullable<ExperimentInput['evaluation']>;
  /** Keys of the figures, in the order of the rows. */
  readonly metrics: readonly string[];
  readonly rows: readonly PresetRow[];
}

export interface PresetRow {
  /** Distinguishes rows of one model. */
  readonly name: string;
  readonly title: LocalizedText;
  readonly note?: LocalizedText;
  /** What a row does not share with its table. */
  readonly files?: readonly string[];
  readonly data?: ExperimentInput['data'];
  readonly split?: ExperimentInput['split'];
  readonly model: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly training?: ExperimentInput['training'];
  readonly published?: readonly (number | null)[];
  readonly recomputed?: readonly (number | null)[];
  /** Default 0.001: deterministic models should match. */
  readonly tolerance?: number;
}

/** The rows of a table as presets. */
export function presetsOf(table: PresetTable): Preset[] {
  return table.rows.map((row) => ({
    name: `${table.name}/${row.name}`,
    title: row.title,
    table: table.title,
    source: table.source,
    files: row.files ?? table.files,
    note: row.note ?? null,
    experiment: {
      version: 1,
      name: `${table.name}/${row.name}`,
      seed: table.seed ?? 42,
      data: row.data ?? table.data,
      split: row.split ?? table.split,
      model: { name: row.model, params: { ...row.params } },
      ...(row.training ? { training: row.training } : {}),
      evaluation: { baselines: false, ...table.evaluation },
    },
    figures: table.metrics.map((metric, i) => ({
      metric,
      published: row.published?.[i] ?? null,
      recomputed: row.recomputed?.[i] ?? null,
      tolerance: row.tolerance ?? 0.001,
    })),
  }));
}
